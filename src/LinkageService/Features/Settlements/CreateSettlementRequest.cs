using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Privacy;

namespace LinkageService.Features.Settlements;

/// <summary>Open balances to be paid by a run of their own.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="IdempotencyKey">Chosen by the caller for this request and its retries.</param>
internal sealed record CreateSettlementRequest(string Organization, string? IdempotencyKey) : CheckedRequest
{
    /// <summary>The year of the accounts in which it is paid; null for this year in China.</summary>
    public int? Year { get; init; }

    /// <summary>The money it comes from, in words.</summary>
    public string? Payer { get; init => field = TextRules.Trim(value); }

    /// <summary>Why it is paid now, in words.</summary>
    public string? Reason { get; init => field = TextRules.Trim(value); }

    /// <summary>Which, each once.</summary>
    public IReadOnlyList<BalanceToPay> Balances { get; init; } = [];

    /// <summary>
    /// SHA-256 over what is asked, the same by every way it comes. Account and document numbers go in as keyed hashes: nobody finds
    /// them out of a digest that is stored. One under each key that is in use: which of them sealed is not known of an earlier request.
    /// </summary>
    /// <param name="year">The year in effect.</param>
    /// <param name="numbers">Has the keys.</param>
    public IReadOnlyList<byte[]> Digests(int year, PrivateNumbers numbers) => [.. Enumerable.Range(0, numbers.Ring.InUse.Count)
        .Select(key => Digest(year, (kind, number) => numbers.LookupHashes(kind, number)[key]))];

    private byte[] Digest(int year, Func<PrivateNumberKind, string, byte[]> hashOf)
    {
        var text = new StringBuilder("linkage-settlement-request-1\n").Append(JsonDetails.Of(
            ("organization", Organization), ("year", year), ("payer", Payer), ("reason", Reason))).Append('\n');
        foreach (var balance in Balances.OrderBy(each => each.Household, StringComparer.Ordinal)
            .ThenBy(each => each.Correction, StringComparer.Ordinal))
        {
            var (payee, account) = (balance.Payee, balance.Payee?.Account is null ? null : balance.Payee.AccountNumber());
            text.Append(JsonDetails.Of(
                ("household", HouseholdIds.Normalize(balance.Household!)), ("correction", balance.Correction),
                ("amountFen", balance.AmountFen), ("name", payee?.Name), ("relation", payee?.Relation), ("bank", payee?.Bank),
                ("account", account is null ? null : Hash(PrivateNumberKind.Account, account)),
                ("evidence", payee is null ? null : Hash(PrivateNumberKind.Evidence, payee.Evidence!)))).Append('\n');
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));

        string Hash(PrivateNumberKind kind, string number) => Convert.ToHexStringLower(hashOf(kind, number));
    }
}

/// <summary>A balance to be paid.</summary>
/// <param name="Household">Whose it is.</param>
/// <param name="Correction">The correction that left it.</param>
/// <param name="AmountFen">What is open of it, as it was read.</param>
/// <param name="Payee">Who is paid in the household's place; null for the household itself.</param>
internal sealed record BalanceToPay(string? Household, string? Correction, long? AmountFen, StatedPayee? Payee);

/// <summary>Who is paid in a household's place.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Relation">One of <see cref="PayeeRelations.Stated"/>.</param>
/// <param name="Bank">The bank; may be absent.</param>
/// <param name="Account">The account as written; absent for cash.</param>
/// <param name="Evidence">The paper that shows it, by its number: 公证书, 法院文书, 委托书.</param>
internal sealed record StatedPayee(string? Name, string? Relation, string? Bank, string? Account, string? Evidence)
{
    /// <summary>The account in its one spelling.</summary>
    public string AccountNumber() =>
        Privacy.AccountNumber.TryRead(Account!, out var number) ? number : throw new InvalidOperationException("not an account number");
}

/// <summary>The number of a paper, such as a notary's deed.</summary>
internal static class EvidenceText
{
    private const int ShownFrom = 8;

    /// <summary>Its last four characters where it is long enough that they tell little.</summary>
    public static string Mask(string evidence) => AccountNumber.Mask(evidence.Length < ShownFrom ? "" : AccountNumber.Hint(evidence));
}

/// <summary>What a settlement must look like, whichever way it comes.</summary>
internal sealed class CreateSettlementValidator : AbstractValidator<CreateSettlementRequest>
{
    private const int MaxBalances = 500;

    public CreateSettlementValidator()
    {
        RuleFor(request => request.Year).IsAccountYear();
        RuleFor(request => request.IdempotencyKey).IsIdempotencyKey();
        RuleFor(request => request.Payer).IsText("payer", TextRules.MaxName, isRequired: true);
        RuleFor(request => request.Reason).IsText("reason", TextRules.MaxReason, isRequired: true);
        RuleFor(request => request.Balances).NotEmpty()
            .As(ProblemCodes.MissingField, "balances", "缺少 balances：要付清的差额", "balances is missing: what is to be paid");
        RuleFor(request => request.Balances).HasAtMost("balances", MaxBalances, count => new LocalizedText(
            $"一次最多付清 {MaxBalances} 笔，得到 {count} 笔；请分几次",
            $"at most {MaxBalances} balances are paid by one run, got {count}; make several"));
        When(request => request.Balances.Count <= MaxBalances, () =>
        {
            RuleForEach(request => request.Balances).SetValidator(new BalanceToPayValidator()).OverridePropertyName("balances");
            RuleFor(request => request.Balances).Custom((balances, context) => AddRepeated(balances, context));
        });
    }

    /// <summary>How an answer calls a balance of the request.</summary>
    public static string FieldOf(int balance) => string.Create(CultureInfo.InvariantCulture, $"balances[{balance}]");

    private static void AddRepeated(IReadOnlyList<BalanceToPay> balances, ValidationContext<CreateSettlementRequest> context)
    {
        var seen = new HashSet<(string, string)>();
        var payees = new Dictionary<string, StatedPayee?>(StringComparer.Ordinal);
        for (var at = 0; at < balances.Count; at++)
        {
            if (balances[at] is not { Household: { } written, Correction: { } correction } balance)
            {
                continue;
            }

            var household = HouseholdIds.Normalize(written);
            var shown = NumberProblems.Shorten(household);
            if (!seen.Add((household, correction)))
            {
                context.Add(ProblemCodes.InvalidValue, FieldOf(at), new LocalizedText(
                    $"户“{shown}”的这笔差额写了两次", $"this balance of household \"{shown}\" is there twice"));
            }

            if (!payees.TryAdd(household, balance.Payee) && payees[household] != balance.Payee)
            {
                context.Add(ProblemCodes.InvalidValue, FieldOf(at) + ".payee", new LocalizedText(
                    $"户“{shown}”的几笔差额要付给同一个人；付给不同的人请分几次",
                    $"all balances of household \"{shown}\" go to one payee; pay others by a run of their own"));
            }
        }
    }
}

/// <summary>What a balance to be paid must look like.</summary>
internal sealed class BalanceToPayValidator : AbstractValidator<BalanceToPay>
{
    public BalanceToPayValidator()
    {
        RuleFor(balance => balance.Household).IsText("household", HouseholdIds.MaxCharacters, isRequired: true, hasLines: false);
        RuleFor(balance => balance.Correction).IsText("correction", TextRules.MaxWord, isRequired: true, hasLines: false);
        RuleFor(balance => balance.AmountFen).NotNull().AsMissing("amount");
        RuleFor(balance => balance.Payee!).SetValidator(new StatedPayeeValidator()).OverridePropertyName("payee");
    }
}

/// <summary>What is said of somebody paid in a household's place.</summary>
internal sealed class StatedPayeeValidator : AbstractValidator<StatedPayee>
{
    public StatedPayeeValidator()
    {
        RuleFor(payee => payee.Name).IsText("name", TextRules.MaxName, isRequired: true);
        RuleFor(payee => payee.Relation).IsThere("relation");
        RuleFor(payee => payee.Relation).IsOneOf("relation", PayeeRelations.Stated, got =>
        {
            var (list, shown) = (string.Join("、", PayeeRelations.Stated.Select(word => $"{word}（{PayeeRelations.Title(word).Zh}）")),
                NumberProblems.Shorten(got));
            return new LocalizedText(
                $"关系应为 {list} 之一，得到“{shown}”；付给本户就不写 payee",
                $"the relation is one of {string.Join(", ", PayeeRelations.Stated)}, got \"{shown}\"; to pay the household itself leave "
                + "payee out");
        });
        RuleFor(payee => payee.Bank).IsText("bank", TextRules.MaxName);
        RuleFor(payee => payee.Account).IsLike("account", AccountNumber.Form,
            "账号是 8 到 34 位数字或大写字母；付现金就不写", "an account number is 8 to 34 digits or capital letters; left out for cash");
        RuleFor(payee => payee.Evidence).IsText("evidence", TextRules.MaxWord, isRequired: true);
    }
}
