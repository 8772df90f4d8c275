using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Books;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Books;
using LinkageService.Features.Calculations;
using LinkageService.Features.Facts;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.YearStatements;

/// <summary>Which statements.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Year">Of which year; null for the last one that is over.</param>
internal sealed record YearAccountsRequest(string Organization, int? Year) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class YearAccountsValidator : AbstractValidator<YearAccountsRequest>
{
    public YearAccountsValidator() => RuleFor(request => request.Year).IsAccountYear();
}

/// <summary>
/// The official statements of a year, out of what was stated of the organisation and what approved runs come to. Nothing of them is
/// stored.
/// </summary>
internal sealed class ShowYearAccounts(Database database, TimeProvider time)
{
    private readonly YearAccountsValidator _validator = new();

    /// <exception cref="RefusedException">There is no such organisation, or it is none that has such a statement.</exception>
    public Task<YearAccounts> HandleAsync(Caller caller, YearAccountsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return database.SnapshotAsync(session => ReadAsync(session, caller, request, cancellation), cancellation);
    }

    /// <summary>The same within a snapshot.</summary>
    public async Task<YearAccounts> ReadAsync(
        Session session, Caller caller, YearAccountsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var (organization, chart) = await RequireAsync(session, caller, request.Organization);
        var year = YearOf(request);
        var facts = await FactsAsync(session, organization.Id, year);
        var before = await FactsAsync(session, organization.Id, year - 1);
        var runs = await RunsAsync(session, organization.Id, year);
        var lastRuns = await RunsAsync(session, organization.Id, year - 1);
        var statement = OfficialStatement.Of(
            chart.IsCooperative, facts.Statement, facts.LastStatement, await SumAsync(session, chart, runs, cancellation),
            await SumAsync(session, chart, lastRuns, cancellation));
        var equity = chart.IsCooperative ? EquityChanges.Of(year, statement, facts, before) : null;
        var owed = await OwedAsync(session, chart, organization.Id, year, cancellation);
        return new YearAccounts(
            organization, year, statement, equity, [.. YearNotes.Of(chart, statement, facts, runs, owed)],
            [.. MissingYearFacts.Of(statement, equity, facts, before)])
        {
            IsDraft = facts.Statement is { Status: var status } ? status == StatementStatus.Draft : null,
        };
    }

    /// <summary>The year of a request.</summary>
    public int YearOf(YearAccountsRequest request) => request.Year ?? Dates.Today(time).Year - 1;

    /// <summary>The organisation with its accounts.</summary>
    public static async Task<(OrganizationRow Organization, ChartOfAccounts Chart)> RequireAsync(
        Session session, Caller caller, string id)
    {
        await OrganizationScope.RequireAsync(session, caller, id);
        var organization = (await OrganizationStore.FindAsync(session, id))!;
        return (organization, ReadJournal.RequireChart(organization.LegalForm, "org"));
    }

    /// <summary>Runs and corrections of a year, or up to it, that stand.</summary>
    public static async Task<IReadOnlyList<StoredRun>> RunsAsync(Session session, string organization, int? year)
    {
        var rows = await RunStore.ListAsync(session, organization, year, state: null, after: null, int.MaxValue);
        return [.. rows.Where(ReadJournal.IsBooked).Select(StoredRun.Of)];
    }

    private static Task<LegalFacts> FactsAsync(Session session, string organization, int year) =>
        OrganizationFacts.ReadAsync(session, organization, new DateOnly(year, 12, 31));

    private static async Task<RunSums> SumAsync(
        Session session, ChartOfAccounts chart, IReadOnlyList<StoredRun> runs, CancellationToken cancellation)
    {
        var resolved = runs.Where(run => run.Settlement is null).ToArray();
        var journal = await ReadJournal.OfAsync(session, chart, resolved, year: null, cancellation);
        var lines = journal.Vouchers.Where(voucher => voucher.Kind is VoucherKind.Resolved or VoucherKind.Corrected)
            .SelectMany(voucher => voucher.Lines).ToArray();
        Money Credit(ChartAccount account) => new(lines.Where(line => line.Account.Account == account)
            .Sum(line => line.IsDebit ? -line.Amount.Fen : line.Amount.Fen));
        var (drawn, reserve) = (Money.Zero - Credit(chart.Distribution), Credit(chart.Reserve));
        var patronage = chart.IsCooperative ? Credit(chart.Patronage) : Money.Zero;
        return new RunSums(reserve, patronage, drawn - reserve - patronage, resolved.Length);
    }

    // What of 应付盈余返还 and 应付剩余盈余, or 内部往来, is not paid at the end of the year.
    private static async Task<(Money Patronage, Money Dividend)> OwedAsync(
        Session session, ChartOfAccounts chart, string organization, int year, CancellationToken cancellation)
    {
        var runs = (await RunsAsync(session, organization, year: null)).Where(run => run.Row.Year <= year).ToArray();
        var journal = await ReadJournal.OfAsync(session, chart, runs, year: null, cancellation);
        Money Of(ChartAccount account) => new(journal.Vouchers.Where(voucher => voucher.Date.Year <= year)
            .SelectMany(voucher => voucher.Lines).Where(line => line.Account.Account == account)
            .Sum(line => line.IsDebit ? -line.Amount.Fen : line.Amount.Fen));
        return (Of(chart.Patronage), Of(chart.Dividend));
    }
}
