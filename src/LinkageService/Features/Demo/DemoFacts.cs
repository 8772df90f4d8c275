using System.Globalization;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks;
using LinkageService.Features.Facts;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Demo;

/// <summary>
/// What the demo villages state for the legal checks: charter, offices, own account, plots, capital and statuses when the books are opened;
/// of each year its statement, where the income came from, what money there was. What a village has not decided, such as the tax of
/// dividends, is left out, so that the checks show that too.
/// </summary>
internal sealed class DemoFacts(Database database, SealedAccounts accounts, DemoClock clock)
{
    private const int RegisteredAccount = 600_000;
    private const string Land = "land";
    private static readonly Money Costs = new(30_000_00);

    /// <summary>When the books are opened.</summary>
    public async Task OpenAsync(Caller caller, DemoVillage village, DateOnly from, CancellationToken cancellation)
    {
        await StateAsync(caller, village, from, new FactParts { Charter = CharterOf(village) }, cancellation);
        await StateAsync(caller, village, from, new FactParts { Officers = Officers(from) }, cancellation);
        await StateAsync(caller, village, from, new FactParts { Accounts = AccountsOf(village, from) }, cancellation);
        await StateAsync(caller, village, from, new FactParts { Statuses = StatusesOf(village, from) }, cancellation);
        await StateAsync(caller, village, from, new FactParts { Targets = TargetsOf(village) }, cancellation);
        var households = Enumerable.Range(1, village.Households).Select(at => village.Household(at, from)).ToArray();
        if (households[0].Holdings.ContainsKey(Land))
        {
            await StateAsync(caller, village, from, new FactParts { Plots = PlotsOf(households) }, cancellation);
        }

        if (!village.IsCollective)
        {
            await StateAsync(caller, village, from, new FactParts { Capital = CapitalOf(households, from) }, cancellation);
        }
    }

    /// <summary>When the run of a year is made: what the statement says is to be shared out as the run has it.</summary>
    /// <returns>What is left undistributed at the end of the year.</returns>
    public async Task<Money> CloseAsync(
        Caller caller, DemoVillage village, StoredRun run, Money opening, CancellationToken cancellation)
    {
        var year = (int)run.Row.Year;
        var statement = StatementOf(village, StoredRunResult.Read(run.Row.Result), year, opening);
        await StateAsync(caller, village, year, new FactParts { Statement = statement }, cancellation);
        if (village.IsCollective)
        {
            var net = statement.NetIncome!;
            var income = new IncomeLineFact
            {
                Name = "产业经营收入", Kind = "operating", Amount = net, AmountInPool = net, Distributable = "yes",
            };
            await StateAsync(caller, village, year, new FactParts { Income = new IncomeFacts { Lines = [income] } }, cancellation);
        }

        var cash = new CashFacts { CashOnHand = "800.00", BankDeposits = village.Deposits, Loans = [], Restricted = [] };
        await StateAsync(caller, village, new DateOnly(year, 12, 31), new FactParts { Cash = cash }, cancellation);
        return StoredRunResult.Money(statement.ClosingUndistributed!);
    }

    private Task StateAsync(Caller caller, DemoVillage village, DateOnly from, FactParts parts, CancellationToken cancellation) =>
        StateAsync(caller, new PutFactRequest(village.Id, KindOf(parts), parts) { ValidFrom = from }, cancellation);

    private Task StateAsync(Caller caller, DemoVillage village, int year, FactParts parts, CancellationToken cancellation) =>
        StateAsync(caller, new PutFactRequest(village.Id, KindOf(parts), parts) { Year = year }, cancellation);

    private Task StateAsync(Caller caller, PutFactRequest request, CancellationToken cancellation) =>
        new PutFact(database, clock, accounts).HandleAsync(caller, request, cancellation);

    private static string KindOf(FactParts parts) => FactKind.All.Single(kind => parts.Of(kind) is not null).Word;

    private static CharterFacts CharterOf(DemoVillage village) => new()
    {
        DelegatesAllowed = false, MeetingNoticeDays = 10, PlanOpenDays = 10, NoticeDays = DemoBooks.NoticeDays, HoldingCap = "10%",
        ShareManagement = village.IsCollective ? "static" : null, Quantified = village.IsCollective ? true : null,
    };

    private static OfficerFacts Officers(DateOnly from)
    {
        OfficerFact Officer(string household, string role, string? account) =>
            new() { Name = "农户" + household, Household = household, Role = role, Account = account, From = Dates.Text(from) };
        return new OfficerFacts
        {
            Officers =
            [
                Officer("0010", "chair", DemoBooks.Checker.Name), Officer("0011", "supervisor", null),
                Officer("0012", "accountant", DemoBooks.Maker.Name),
            ],
            Kin = [],
        };
    }

    private static AccountFacts AccountsOf(DemoVillage village, DateOnly from) => new()
    {
        Accounts =
        [
            new OwnAccountFact
            {
                Holder = village.Name, HolderKind = "organization", Bank = DemoVillage.Bank,
                Number = string.Create(CultureInfo.InvariantCulture, $"8888{RegisteredAccount + village.Households:D12}"),
                From = Dates.Text(from),
            },
        ],
    };

    private static StatusFacts StatusesOf(DemoVillage village, DateOnly from) => new()
    {
        Sources =
        [
            .. village.Statuses.Select(each => new StatusSourceFact
            {
                Household = each.Household, Status = each.Tag, Source = "县级认定名单（演示）",
                SourceDate = Dates.Text(from.AddDays(-30)), From = Dates.Text(from),
            }),
        ],
    };

    // One plot each, of a region that was never assigned.
    private static PlotFacts PlotsOf(IEnumerable<HouseholdEntry> households) => new()
    {
        Plots =
        [
            .. households.Select(household => new PlotFact
            {
                Code = "999999" + household.Id.PadLeft(13, '0'), Household = household.Id, ContractedMu = household.Holdings[Land],
                UsedMu = household.Holdings[Land], Use = "shared",
            }),
        ],
    };

    private static CapitalFacts CapitalOf(IEnumerable<HouseholdEntry> households, DateOnly from)
    {
        ContributionFact Contribution(string household, string kind, string? amount) =>
            new() { Household = household, Kind = kind, Source = "member", Amount = amount, On = Dates.Text(from) };
        return new CapitalFacts
        {
            Contributions =
            [
                .. households.SelectMany(household => new[]
                {
                    Contribution(household.Id, "land_use_right", null),
                    household.Holdings.TryGetValue("capital", out var cash) ? Contribution(household.Id, "cash", cash) : null,
                }.OfType<ContributionFact>()),
            ],
            Quotas = [],
        };
    }

    private static TargetFacts TargetsOf(DemoVillage village) => new()
    {
        Targets = village.Promised is { } amount
            ? [new TargetFact { AmountPerYear = amount, Contract = "产业帮扶方案（演示）" }]
            : [],
    };

    // A collective's funds for a purpose are its other distribution; what a cooperative retains is left undistributed.
    private static StatementFacts StatementOf(DemoVillage village, StoredRunResult result, int year, Money opening)
    {
        var net = SumOf(result, "input", but: "opening_undistributed");
        var paid = result.Totals.Read().Households - SumOf(result, "payer");
        var (reserve, purposes) = (Money.Zero, Money.Zero);
        foreach (var fund in result.Funds.Select(fund => fund.Read()))
        {
            if (FundRoles.Of(fund) == FundRole.Reserve || fund.Name == "reproduction_fund")
            {
                reserve += fund.Amount;
            }
            else if (village.IsCollective && !fund.IsCarried && fund.Name != "collective_retained")
            {
                purposes += fund.Amount;
            }
        }

        var closing = opening + net - paid - reserve - purposes;
        return new StatementFacts
        {
            Form = village.IsCollective ? "collective" : "cooperative", Status = "closed",
            OperatingIncome = (net + Costs).ToString(), OperatingExpense = Costs.ToString(), NetIncome = net.ToString(),
            OpeningUndistributed = opening.ToString(), TransferredIn = "0.00", ReserveDrawn = reserve.ToString(),
            PaidToMembers = village.IsCollective ? paid.ToString() : null,
            OtherDistribution = village.IsCollective ? purposes.ToString() : null,
            PatronageRefund = village.IsCollective ? null : "0.00",
            ResidualDividend = village.IsCollective ? null : paid.ToString(),
            ConvertedToCapital = village.IsCollective ? null : "0.00",
            ClosingUndistributed = closing.ToString(), SettledOn = Dates.Text(new DateOnly(year, 12, 31)), OverdueReceivables = "0.00",
        };
    }

    private static Money SumOf(StoredRunResult result, string kind, string? but = null) =>
        result.Sources.Where(source => source.Kind == kind && source.Name != but)
            .Aggregate(Money.Zero, (sum, source) => sum + StoredRunResult.Money(source.Amount));
}
