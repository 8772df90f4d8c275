using LinkageService.Engine.Amounts;
using LinkageService.Features.Calculations;
using LinkageService.Storage.Runs;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Runs;

/// <summary>Tax and debts taken from what a run pays, fixed when it was handed in.</summary>
/// <param name="Terms">How each benefit is taxed; those that are not are left out.</param>
/// <param name="Tax">Tax taken from households, yuan; of a correction, what changes.</param>
/// <param name="Borne">Tax the organisation bears beside it, yuan.</param>
/// <param name="SetOff">Debts set off, yuan.</param>
/// <param name="Paid">What is paid out, yuan.</param>
/// <param name="Digest">Over every household's part.</param>
internal sealed record WithholdingContract(
    IReadOnlyList<TaxTermContract> Terms, string Tax, string Borne, string SetOff, string Paid, string Digest);

/// <summary>How a benefit is taxed.</summary>
/// <param name="Benefit">The benefit.</param>
/// <param name="Mode">withhold or organization_bears.</param>
/// <param name="Rate">Such as 0.2.</param>
/// <param name="Basis">fact: the organisation stated the rate; scheme: the scheme withholds the tax; else the article of the law.</param>
internal sealed record TaxTermContract(string Benefit, string Mode, string Rate, string Basis);

/// <summary>What answers say of tax and debts, through both doors.</summary>
internal static class WithheldAnswers
{
    /// <summary>Of a run; null where nothing is taken.</summary>
    public static WithholdingContract? Of(StoredWithholding? kept) => kept is null ? null : new WithholdingContract(
        [.. kept.Terms.Select(term => new TaxTermContract(term.Benefit, term.Mode, term.Rate, term.Basis))],
        Yuan(kept.TaxFen), Yuan(kept.BorneFen), Yuan(kept.SetOffFen), Yuan(kept.PaidFen), kept.Digest);

    /// <summary>The same as a message.</summary>
    public static Proto.Withholding? Message(StoredWithholding? kept)
    {
        if (kept is null)
        {
            return null;
        }

        var message = new Proto.Withholding
        {
            TaxFen = kept.TaxFen, BorneFen = kept.BorneFen, SetOffFen = kept.SetOffFen, PaidFen = kept.PaidFen, Digest = kept.Digest,
        };
        message.Terms.AddRange(kept.Terms.Select(term => new Proto.TaxTerm
        {
            Benefit = term.Benefit, Mode = term.Mode, Rate = term.Rate, Basis = term.Basis,
        }));
        return message;
    }

    /// <summary>Of a household.</summary>
    public static WithheldContract Of(StatementEnd end)
    {
        var withheld = end.Withheld;
        return new WithheldContract(
            Yuan(withheld.TaxFen), Yuan(withheld.SetOffFen),
            [.. TaxesOf(end).Select(row => new TaxedBenefitContract(
                row.Item, Yuan(row.DueFen), Yuan(row.IncomeFen), Yuan(row.TaxFen), Yuan(row.WithheldFen)))],
            [.. DebtsOf(end).Select(row => new SetOffAmountContract(row.Item, Yuan(row.WithheldFen)))]);
    }

    /// <summary>The same as a message.</summary>
    public static Proto.Withheld Message(StatementEnd end)
    {
        var withheld = end.Withheld;
        var message = new Proto.Withheld { TaxFen = withheld.TaxFen, SetOffFen = withheld.SetOffFen };
        message.Taxes.AddRange(TaxesOf(end).Select(row => new Proto.TaxedBenefit
        {
            Benefit = row.Item, DueFen = row.DueFen, IncomeFen = row.IncomeFen, TaxFen = row.TaxFen, WithheldFen = row.WithheldFen,
        }));
        message.SetOffs.AddRange(DebtsOf(end).Select(row => new Proto.SetOffAmount { Id = row.Item, AmountFen = row.WithheldFen }));
        return message;
    }

    private static IEnumerable<WithholdingRow> TaxesOf(StatementEnd end) =>
        end.Withholdings.Where(row => row.Kind != WithholdingKinds.SetOff);

    private static IEnumerable<WithholdingRow> DebtsOf(StatementEnd end) =>
        end.Withholdings.Where(row => row.Kind == WithholdingKinds.SetOff);

    private static string Yuan(long fen) => new Money(fen).ToString();
}
