using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;
using LinkageService.Engine.Taxes;

namespace LinkageService.Engine.Books;

/// <summary>
/// The entries of a distribution that was resolved, or of a correction: what households are owed by account, what is drawn into the
/// reserve, what others still have to bring. What makes no entry is said in <see cref="Kept"/>, and nothing is left out: the
/// organisation's money of the run = what the entries take of it + what is kept.
/// </summary>
internal sealed class ResolvedEntries
{
    private readonly ChartOfAccounts _chart;
    private readonly BookedRun _run;
    private readonly SchemeTitles _titles;
    private readonly LineSet _lines = new();
    private readonly Dictionary<string, long> _byPayer = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, bool IsCarried), long> _withheld = [];
    private readonly List<KeptMoney> _kept = [];
    private long _own;

    public ResolvedEntries(ChartOfAccounts chart, BookedRun run)
    {
        (_chart, _run, _titles) = (chart, run, new SchemeTitles(run.Scheme));
        var steps = run.Books.Steps.Where(step => !step.IsRecord).Select(step => (Amounts: step, Step: StepOf(step.Id))).ToArray();
        foreach (var (amounts, step) in steps.Where(each => each.Step is not WithholdStep))
        {
            AddGiven(amounts, step);
        }

        foreach (var (amounts, step) in steps)
        {
            if (step is WithholdStep withhold)
            {
                AddWithheld(amounts, withhold);
            }
        }

        AddPayers();
        AddFunds();
        RequireAll();
    }

    /// <summary>The lines of the voucher; empty where nothing is booked.</summary>
    public IReadOnlyList<VoucherLine> Lines => _lines.Lines();

    /// <summary>What makes no entry.</summary>
    public IReadOnlyList<KeptMoney> Kept => _kept;

    /// <summary>What each household is owed more by it, by account.</summary>
    public List<(ChartAccount Account, string Household, long Fen)> Owed { get; } = [];

    /// <summary>The accounts on which each benefit of it is owed.</summary>
    public Dictionary<string, List<ChartAccount>> Accounts { get; } = new(StringComparer.Ordinal);

    private Step? StepOf(string id) => _run.Scheme.Steps.FirstOrDefault(step => step.Id == id);

    private void AddGiven(BookStep given, Step? step)
    {
        var text = step is null ? new LocalizedText(given.Id, given.Id) : _titles.OfStep(given.Id);
        var payers = step is PayStep or GuaranteeStep or AllocateStep && step.Accounts.All(IsPayer)
            ? step.Accounts.Select(account => account.Name).ToArray()
            : [];
        var owed = OwedIn(given.Benefit, isFromOthers: payers.Length > 0);
        if (!Accounts.TryGetValue(given.Benefit, out var accounts))
        {
            Accounts[given.Benefit] = accounts = [];
        }

        accounts.Add(owed);
        var total = Owe(given, owed, text);
        if (payers.Length > 0)
        {
            _byPayer[payers[0]] = _byPayer.GetValueOrDefault(payers[0]) + total;
            _lines.Debit(OwedBy(payers[0]), text, total);
            return;
        }

        _own += total;
        _lines.Debit(DrawnOn(given.Benefit, text), text, total);
    }

    // A negative line: what the household gets less, and whoever has it instead.
    private void AddWithheld(BookStep taken, WithholdStep step)
    {
        var text = _titles.OfStep(taken.Id);
        var (of, into) = (step.Of.Count > 0 ? StepOf(step.Of[0]) : null, step.Into);
        var giver = of ?? _run.Scheme.Steps.First(each => each.GivesLines && each is not WithholdStep);
        var isFromOthers = giver.Accounts.All(IsPayer);
        var total = Owe(taken, OwedIn(giver.Benefit, isFromOthers), text);
        if (into.Kind == AccountKind.Pool)
        {
            _own += total;
            _lines.Debit(new LedgerAccount(_chart.Distribution, _chart.Various, text), text, total);
            return;
        }

        var key = (into.Name, into.Kind == AccountKind.Carry);
        _withheld[key] = _withheld.GetValueOrDefault(key) - total;
        _lines.Debit(new LedgerAccount(WithheldIn(into), SchemeTitles.AsLabel(_titles.Of(into))), text, total);
    }

    private long Owe(BookStep step, ChartAccount account, LocalizedText text)
    {
        var amounts = step.Amounts.Span;
        var total = 0L;
        for (var household = 0; household < amounts.Length; household++)
        {
            if (amounts[household] is var fen and not 0)
            {
                var id = _run.Books.Households[household];
                total += fen;
                _lines.Debit(new LedgerAccount(account), text, id, -fen);
                Owed.Add((account, id, fen));
            }
        }

        return total;
    }

    // What others bring into pools, or beside them: the step's own account is relieved of it.
    private void AddPayers()
    {
        foreach (var source in _run.Books.Sources.Where(source => source.IsPayer && !_chart.IsOwn(source.Name)))
        {
            var rest = source.Amount.Fen - _byPayer.GetValueOrDefault(source.Name);
            var text = SchemeTitles.AsLabel(_titles.LabelOf(source));
            _own -= rest;
            _lines.Debit(OwedBy(source.Name), text, rest);
            _lines.Debit(new LedgerAccount(_chart.Distribution, _chart.Various, text), text, -rest);
        }
    }

    private void AddFunds()
    {
        foreach (var fund in _run.Books.Funds)
        {
            var (role, title) = (FundRoles.Of(fund), SchemeTitles.AsLabel(_titles.LabelOf(fund)));
            var fen = fund.Amount.Fen - _withheld.GetValueOrDefault((fund.Name, fund.IsCarried));
            if (fen == 0)
            {
                continue;
            }

            if (role is FundRole.Reserve or FundRole.Welfare)
            {
                _own += fen;
                _lines.Debit(new LedgerAccount(_chart.Distribution, _chart.Various, title), title, fen);
                _lines.Debit(new LedgerAccount(_chart.Reserve, title), title, -fen);
            }
            else
            {
                _kept.Add(new KeptMoney(_run.Run, title, new Money(fen), Why(role)));
            }
        }
    }

    private void RequireAll()
    {
        var came = _run.Books.Sources.Where(source => !source.IsPayer || _chart.IsOwn(source.Name)).Sum(source => source.Amount.Fen);
        Invariant.Holds(came == _own + _kept.Sum(kept => kept.Amount.Fen), "the organisation's money of a run = booked + kept");
    }

    private bool IsPayer(Account account) => account.Kind == AccountKind.Payer && !_chart.IsOwn(account.Name);

    private LedgerAccount OwedBy(string payer) =>
        new(_chart.Receivable, SchemeTitles.AsLabel(_titles.Of(new Account(AccountKind.Payer, payer))));

    // Wages and rents are the price of work and land: an expense, no distribution.
    private LedgerAccount DrawnOn(string benefit, LocalizedText text) => benefit is "wage" or "rent"
        ? new LedgerAccount(_chart.OperatingExpense, text)
        : new LedgerAccount(_chart.Distribution, _chart.Various, text);

    private ChartAccount OwedIn(string benefit, bool isFromOthers) => benefit == "wage" ? _chart.Labour
        : isFromOthers || benefit == "rent" ? _chart.Members
        : AccountRoles.OfBenefit(benefit) == AccountRole.PatronageRefund ? _chart.Patronage
        : _chart.Dividend;

    private ChartAccount WithheldIn(Account fund) => fund.Name switch
    {
        _ when TaxTerms.IsTax(fund, _titles) => _chart.Tax,
        "advance_back" or "advances" or "预付款" or "收回预付" => _chart.Members,
        "agency_fees" or "service_fee" or "trustee_fee" or "代销费" or "服务费" or "托管费" => _chart.OtherIncome,
        _ => _chart.Payable,
    };

    private static LocalizedText Why(FundRole role) => role switch
    {
        FundRole.LossCover => new("弥补亏损不用分录：未分配的借方余额由当年结果抵减", "losses need no entry: the result of the year meets their debit balance"),
        FundRole.Carried => new("留在未分配，转到下年", "it stays undistributed and goes on to the next year"),
        FundRole.Other => new("留在未分配；是别人的份额、成本还是另有用途，由会计另作凭证",
            "it stays undistributed; whether it is somebody's share, a cost or set aside, the accountant books apart"),
        _ => throw new InvariantBrokenException("reserves are booked"),
    };
}
