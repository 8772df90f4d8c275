using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Books;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Books;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Features.Facts;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Linkages;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.LinkageReports;

/// <summary>Which report.</summary>
/// <param name="Year">Of which year; null for the last one that is over.</param>
internal sealed record LinkageReportRequest(int? Year) : CheckedRequest
{
    /// <summary>Only this organisation and those below it; null for all the caller sees.</summary>
    public string? Organization { get; init; }

    /// <summary>Only organisations whose region code begins with this; null for all.</summary>
    public string? Region { get; init; }

    /// <summary>Households of another list; null for none.</summary>
    public int? Total { get; init; }

    /// <summary>The day of that list.</summary>
    public DateOnly? TotalOn { get; init; }

    /// <summary>The rate somebody printed, such as 55.2%.</summary>
    public string? Printed { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class LinkageReportValidator : AbstractValidator<LinkageReportRequest>
{
    // Characters of a rate.
    private const int MaxRate = 40;

    private static readonly TextPattern Code = new("[0-9]{2,12}");

    public LinkageReportValidator()
    {
        RuleFor(request => request.Year).IsAccountYear();
        RuleFor(request => request.Region).IsLike("region", Code, "行政区划代码是 2 到 12 位数字", "a region code has 2 to 12 digits");
        RuleFor(request => request.Total).IsIn("total", Totals);
        RuleFor(request => request.TotalOn).NotNull().When(request => request.Total is not null)
            .As(ProblemCodes.MissingField, "totalOn", "写了 total 就要写名单的日期（totalOn）", "with total, state the day of the list (totalOn)");
        RuleFor(request => request.Total).NotNull().When(request => request.TotalOn is not null || request.Printed is not null)
            .As(ProblemCodes.MissingField, "total", "缺少 total：名单上的户数", "total is missing: the households of the list");
        RuleFor(request => request.Printed).IsText("printed", MaxRate, hasLines: false);
        RuleFor(request => request.Printed)
            .Must(printed => printed is null || RateText.TryParse(printed, out _) == DecimalFault.None)
            .As(ProblemCodes.InvalidValue, "printed", "比率写作 55.2% 或 0.552", "a rate is written as 55.2% or 0.552");
        RuleFor(request => request.Printed).Must(printed => ShowLinkageReport.RateOf(printed) is not { } rate || rate <= Fraction.One)
            .As(ProblemCodes.OutOfRange, "printed", printed =>
            {
                var shown = NumberProblems.Shorten(printed!);
                return new LocalizedText(
                    $"“{shown}”超过 100%；比率写作 55.2% 或 0.552", $"\"{shown}\" is more than 100%; a rate is written as 55.2% or 0.552");
            });
    }

    /// <summary>Households of another list.</summary>
    public static WholeRange Totals { get; } = new(1, 100_000_000);
}

/// <summary>
/// Reads rosters, linkages, promises and approved runs of the organisations a caller sees. A household is known again in another
/// organisation by the ID number of its head.
/// </summary>
internal sealed class ShowLinkageReport(Database database, PrivateNumbers numbers, TimeProvider time)
{
    /// <summary>Organisations of one report.</summary>
    public const int MaxOrganizations = 2_000;

    private static readonly string[] RegisteredTags = ["registered", "monitored", "建档立卡户", "监测对象"];

    private readonly LinkageReportValidator _validator = new();

    /// <exception cref="RefusedException">There is no such organisation, or there are too many for one report.</exception>
    public Task<LinkageReport> HandleAsync(Caller caller, LinkageReportRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return database.SnapshotAsync(session => ReadAsync(session, caller, request, cancellation), cancellation);
    }

    private async Task<LinkageReport> ReadAsync(
        Session session, Caller caller, LinkageReportRequest request, CancellationToken cancellation)
    {
        var (today, titles) = (Dates.Today(time), new Dictionary<string, LocalizedText>(StringComparer.Ordinal));
        var year = request.Year ?? today.Year - 1;
        var read = new List<(OrganizationRow Organization, Known Now, Known Before)>();
        foreach (var organization in await OrganizationsAsync(session, caller, request))
        {
            cancellation.ThrowIfCancellationRequested();
            read.Add((organization, await KnownAsync(session, organization, year, today, titles),
                await KnownAsync(session, organization, year - 1, today, titles)));
        }

        TwoYears Figures(IEnumerable<(OrganizationRow Organization, Known Now, Known Before)> of) => new(
            LinkageFigures.Of(of.SelectMany(each => each.Now.Households)),
            LinkageFigures.Of(of.SelectMany(each => each.Before.Households)));
        return new LinkageReport(
            year, LastDay(year, today),
            [.. read.Select(each => new OrganizationLinkages(each.Organization, Figures([each]), each.Now.Payers))],
            [.. read.GroupBy(each => each.Organization.Region.Length < 6 ? "" : each.Organization.Region[..6], StringComparer.Ordinal)
                .OrderBy(district => district.Key, StringComparer.Ordinal)
                .Select(district => new DistrictLinkages(district.Key, Figures(district)))],
            Figures(read))
        {
            BenefitTitles = titles,
            Stated = request is { Total: { } total, TotalOn: { } on } ? new StatedCoverage(total, on, RateOf(request.Printed)) : null,
        };
    }

    private static async Task<IReadOnlyList<OrganizationRow>> OrganizationsAsync(
        Session session, Caller caller, LinkageReportRequest request)
    {
        if (request.Organization is { } wanted)
        {
            await OrganizationScope.RequireAsync(session, caller, wanted, "organization");
        }

        var rows = await OrganizationTree.PageAsync(session, request.Organization ?? caller.Organization, "", MaxOrganizations + 1);
        var found = rows.Where(row => request.Region is null || row.Region.StartsWith(request.Region, StringComparison.Ordinal)).ToArray();
        return rows.Count <= MaxOrganizations
            ? found
            : throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                $"一份报告最多 {MaxOrganizations} 个组织；请用 organization 只要其中一个及其下属",
                $"a report has at most {MaxOrganizations} organisations; ask for one with those below it (organization)", "organization"));
    }

    internal static Fraction? RateOf(string? printed) =>
        printed is not null && RateText.TryParse(printed, out var rate) == DecimalFault.None ? rate : null;

    private static DateOnly LastDay(int year, DateOnly today) =>
        new DateOnly(year, 12, 31) is var last && last < today ? last : today;

    private async Task<Known> KnownAsync(
        Session session, OrganizationRow row, int year, DateOnly today, Dictionary<string, LocalizedText> titles)
    {
        var organization = row.Id;
        var day = LastDay(year, today);
        var identities = new Dictionary<string, string>(StringComparer.Ordinal);
        var registered = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (id, json) in HouseholdStore.DataAsOfAsync(session, organization, Dates.Text(day), long.MaxValue))
        {
            var data = HouseholdData.Parse(json);
            identities[id] = IdentityOf(organization, id, data, Dates.Text(day));
            if (data.Tags.Any(tag => RegisteredTags.Contains(tag, StringComparer.Ordinal)))
            {
                registered.Add(id);
            }
        }

        var modes = await ModesAsync(session, organization, year, day);
        var (income, payers) = await IncomeAsync(session, row, year, registered, titles);
        var promised = await PromisedAsync(session, organization, day, registered, identities.Keys);
        var ids = identities.Keys.Concat(modes.Keys).Concat(income.Keys).Distinct(StringComparer.Ordinal);
        return new Known(
            [.. ids.Select(id => new LinkedHousehold(
                identities.GetValueOrDefault(id) ?? $"{organization}/{id}", registered.Contains(id),
                modes.GetValueOrDefault(id) ?? [], income.GetValueOrDefault(id) ?? [],
                promised.TryGetValue(id, out var fen) ? fen : null))],
            payers);
    }

    // By the ID number of the head; a household without one is its own.
    private string IdentityOf(string organization, string household, HouseholdData data, string day) =>
        data.HeadOn(day)?.IdNumber is { } stored && numbers.DecryptOrNull(stored, organization, household) is { } number
            ? Convert.ToHexString(numbers.LookupHash(PrivateNumberKind.Id, number))
            : $"{organization}/{household}";

    private static async Task<Dictionary<string, HashSet<string>>> ModesAsync(
        Session session, string organization, int year, DateOnly day)
    {
        var linkages = await LinkageStore.ReadAsync(
            session, new LinkageQuery(organization, Household: null, Mode: null, AsOf: null, long.MaxValue), "", int.MaxValue);
        var first = Dates.Text(new DateOnly(year, 1, 1));
        var last = Dates.Text(day);
        return linkages.Where(each => string.CompareOrdinal(each.ValidFrom, last) <= 0
                && (each.ValidTo is null || string.CompareOrdinal(each.ValidTo, first) >= 0))
            .GroupBy(each => each.HouseholdId, StringComparer.Ordinal)
            .ToDictionary(
                each => each.Key, each => each.Select(linkage => linkage.Mode).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static async Task<(Dictionary<string, List<HouseholdIncome>> Income, IReadOnlyList<PayerSum> Payers)> IncomeAsync(
        Session session, OrganizationRow organization, int year, HashSet<string> registered, Dictionary<string, LocalizedText> titles)
    {
        var (income, payers) = (new Dictionary<string, List<HouseholdIncome>>(StringComparer.Ordinal), new List<PayerSum>());
        var chart = ChartOfAccounts.Of(organization.LegalForm);
        var rows = await RunStore.ListAsync(session, organization.Id, year, state: null, after: null, int.MaxValue);
        foreach (var row in rows.Where(row => ReadJournal.IsBooked(row) && row.Kind != RunKinds.Settlement))
        {
            var (books, scheme) = (await StoredBooks.PartAsync(session, row), await RunRecomputation.SchemeAsync(session, row));
            Add(income, registered, books);
            payers.AddRange(PayersOf(books, scheme, chart));
            foreach (var step in books.Steps)
            {
                titles.TryAdd(step.Benefit, SchemeTitles.AsLabel(new SchemeTitles(scheme).OfStep(step.Id)));
            }
        }

        return (income, [.. payers.GroupBy(payer => payer.Name, StringComparer.Ordinal).Select(same => same.First() with
        {
            Amount = new Money(same.Sum(payer => payer.Amount.Fen)),
        }).Where(payer => payer.Amount.Fen != 0).OrderBy(payer => payer.Name, StringComparer.Ordinal)]);
    }

    private static void Add(Dictionary<string, List<HouseholdIncome>> income, HashSet<string> registered, RunBooks books)
    {
        for (var at = 0; at < books.Households.Count; at++)
        {
            var id = books.Households[at];
            if (books.Registered.Contains(at))
            {
                registered.Add(id);
            }

            foreach (var step in books.Steps.Where(step => !step.IsRecord))
            {
                if (step.Amounts.Span[at] is var fen and not 0)
                {
                    if (!income.TryGetValue(id, out var lines))
                    {
                        income[id] = lines = [];
                    }

                    lines.Add(new HouseholdIncome(step.Benefit, fen));
                }
            }
        }
    }

    private static IEnumerable<PayerSum> PayersOf(RunBooks books, Scheme scheme, ChartOfAccounts? chart)
    {
        var payers = books.Sources.Where(source => source.IsPayer && chart?.IsOwn(source.Name) != true).ToArray();
        yield return new PayerSum("", new LocalizedText("本组织", "The organisation itself"),
            books.HouseholdsTotal - new Money(payers.Sum(payer => payer.Amount.Fen)));
        foreach (var payer in payers)
        {
            yield return new PayerSum(payer.Name, new SchemeTitles(scheme).LabelOf(payer), payer.Amount);
        }
    }

    // A promise of no household and no linkage is to every registered household.
    private static async Task<Dictionary<string, long>> PromisedAsync(
        Session session, string organization, DateOnly day, HashSet<string> registered, IEnumerable<string> roster)
    {
        var promised = new Dictionary<string, long>(StringComparer.Ordinal);
        var targets = (await OrganizationFacts.ReadAsync(session, organization, day)).Targets ?? [];
        var present = roster.Where(registered.Contains).ToArray();
        foreach (var target in targets.Where(target => target.Household is not null || target.Linkage is null))
        {
            foreach (var household in target.Household is { } one ? [one] : present)
            {
                promised[household] = Math.Max(promised.GetValueOrDefault(household), target.AmountPerYear.Fen);
            }
        }

        return promised;
    }

    private sealed record Known(IReadOnlyList<LinkedHousehold> Households, IReadOnlyList<PayerSum> Payers);
}
