using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Taxes;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Exports;
using LinkageService.Features.Exports.Print;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Withholdings;

/// <summary>Which declaration.</summary>
/// <param name="Organization">Who withholds.</param>
/// <param name="Year">Payments of which year; null for the present one.</param>
/// <param name="Month">Of which month; null for all of the year.</param>
/// <param name="Benefit">Of one benefit alone; null for all.</param>
internal sealed record TaxDeclarationRequest(string Organization, int? Year, int? Month, string? Benefit) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class TaxDeclarationValidator : AbstractValidator<TaxDeclarationRequest>
{
    /// <summary>Months of a year.</summary>
    public static WholeRange Months { get; } = new(1, 12);

    public TaxDeclarationValidator()
    {
        RuleFor(request => request.Year).IsAccountYear();
        RuleFor(request => request.Month).IsIn("month", Months);
        RuleFor(request => request.Benefit).IsText("benefit", TextRules.MaxWord, hasLines: false);
    }
}

/// <summary>
/// The list for the declaration of withheld tax (个人所得税扣缴申报): every household, in full, of runs and corrections paid in a month or
/// year. Money that nobody has come for is in it: it stands at their disposal. ID numbers are masked, or in full to who may see them and
/// says why, which the audit log notes.
/// </summary>
internal sealed class ShowTaxDeclaration(Database database, RevealNumbers reveal, TimeProvider time)
{
    private readonly TaxDeclarationValidator _validator = new();

    /// <exception cref="RefusedException">There is no such organisation.</exception>
    public async Task<TaxDeclaration> HandleAsync(Caller caller, TaxDeclarationRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        await database.ReadAsync(session => OrganizationScope.RequireAsync(session, caller, request.Organization), cancellation);
        var isRevealed = RevealNumbers.Applies(caller);
        if (isRevealed)
        {
            await reveal.NoteAsync(
                caller, request.Organization, RevealNumbers.SubjectOfMany(request.Organization), households: null, cancellation);
        }

        var year = request.Year ?? Dates.Today(time).Year;
        return await database.SnapshotAsync(async session =>
        {
            var entries = new List<DeclaredTax>();
            foreach (var run in await PaidAsync(session, request, year))
            {
                entries.AddRange(await OfAsync(session, run, request.Benefit, isRevealed, cancellation));
            }

            return new TaxDeclaration(request.Organization, year, request.Month, request.Benefit, entries);
        }, cancellation);
    }

    private static async Task<IEnumerable<StoredRun>> PaidAsync(Session session, TaxDeclarationRequest request, int year)
    {
        var rows = await RunStore.ListAsync(session, request.Organization, year: null, state: null, after: null, int.MaxValue);
        return rows.Where(row => row.State is RunStates.Paid or RunStates.Closed).Select(StoredRun.Of)
            .Where(run => run.Life is { Withholding: not null, PaidOn: { } on } && Dates.Read(on) is var day && day.Year == year
                && (request.Month is null || day.Month == request.Month))
            .OrderBy(run => run.Life.PaidOn, StringComparer.Ordinal).ThenBy(run => run.Row.Id, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<DeclaredTax>> OfAsync(
        Session session, StoredRun run, string? benefit, bool isRevealed, CancellationToken cancellation)
    {
        var (scheme, paidOn, entries) = (
            await RunRecomputation.SchemeAsync(session, run.Row), Dates.Read(run.Life.PaidOn!), new List<DeclaredTax>());
        await foreach (var household in new SheetRows(session, run, [], time).ReadGroupsAsync([], cancellation))
        {
            entries.AddRange(household.Withholdings.Where(row => row.Kind != WithholdingKinds.SetOff
                && (benefit is null || row.Item.Split('+').Contains(benefit, StringComparer.Ordinal))).Select(row => new DeclaredTax(
                    run.Row.Id, run.Row.Kind, paidOn, household.Id, row.Item, TitleOf(scheme, row.Item), AmountOf(row))
                {
                    Name = household.Person?.Standing.Data.Name,
                    IdNumber = household.Person is { } person
                        ? PayoutColumns.HeadId(person.Standing, isRevealed ? reveal : null)
                        : null,
                }));
        }

        return entries;
    }

    // What the scheme took among its lines was withheld all the same.
    private static TaxedAmount AmountOf(WithholdingRow row) => new(
        row.DueFen, row.IncomeFen, row.TaxFen, row.Kind == WithholdingKinds.InLines ? row.TaxFen : row.WithheldFen);

    private static LocalizedText TitleOf(Scheme scheme, string item)
    {
        var titles = item.Split('+').Select(benefit => Words.Benefit(
            benefit, scheme.Steps.FirstOrDefault(step => step.Benefit == benefit)?.Title ?? new LocalizedText(benefit, benefit))).ToArray();
        return new LocalizedText(
            string.Join('、', titles.Select(title => title.Zh.Length > 0 ? title.Zh : title.En)),
            string.Join(", ", titles.Select(title => title.En.Length > 0 ? title.En : title.Zh)));
    }
}
