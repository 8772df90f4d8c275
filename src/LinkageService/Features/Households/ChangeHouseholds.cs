using System.Globalization;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>Changes some fields of several households at once, all or none of them.</summary>
/// <param name="Organization">Whose households.</param>
/// <param name="Changes">What changes of which; no field of a household twice.</param>
/// <param name="ValidFrom">From when on; null for today in China.</param>
/// <param name="IsDryRun">Whether nothing is stored.</param>
internal sealed record ChangeHouseholdsRequest(
    string Organization, IReadOnlyList<FieldChanges> Changes, DateOnly? ValidFrom, bool IsDryRun) : CheckedRequest
{
    /// <summary>Whether later facts that repeat what is replaced are changed too.</summary>
    public bool ChangesLaterFacts { get; init; }
}

/// <summary>The same change of some households.</summary>
/// <param name="Households">Their member numbers.</param>
/// <param name="Fields">New values by field, such as <c>holdings.land</c>; empty says that there is nothing.</param>
public sealed record FieldChanges(IReadOnlyList<string> Households, IReadOnlyDictionary<string, string> Fields);

/// <summary>What changes of several households.</summary>
/// <param name="ValidFrom">From when on; today in China unless stated.</param>
/// <param name="DryRun">Whether nothing is stored and the answer says what would change.</param>
/// <param name="LaterFacts">What becomes of later entries that repeat what is replaced: keep (unless stated) or change.</param>
/// <param name="Changes">At least one.</param>
internal sealed record ChangeHouseholdsContract(string? ValidFrom, bool? DryRun, string? LaterFacts, List<FieldChangesContract> Changes);

/// <summary>The same change of some households.</summary>
/// <param name="Households">Their member numbers; at least one.</param>
/// <param name="Fields">New values by field: name, members, phone, remark, tags, tags.&lt;name&gt;, holdings.&lt;name&gt;,
/// labels.&lt;name&gt;; empty says that there is nothing.</param>
[CheckedBy<FieldChangesValidator>]
internal sealed record FieldChangesContract(List<string> Households, Dictionary<string, string> Fields);

/// <summary>What changed of several households, or would.</summary>
/// <param name="ValidFrom">From when on.</param>
/// <param name="DryRun">Whether nothing was stored.</param>
/// <param name="Households">Households named.</param>
/// <param name="Changed">Households that stand otherwise.</param>
/// <param name="Unchanged">Households that stood so already.</param>
/// <param name="Changes">What changes of each, by number; at most 1,000.</param>
/// <param name="LaterFacts">Later entries that repeat what is replaced, at most 1,000; left out where there are none.</param>
/// <param name="LaterFactCount">How many there are.</param>
/// <param name="Import">What it is kept as, to be looked up or taken back; left out where nothing was stored.</param>
internal sealed record HouseholdsChangedContract(
    string ValidFrom, bool DryRun, int Households, int Changed, int Unchanged, IReadOnlyList<ImportChangeContract> Changes,
    IReadOnlyList<LaterFactContract>? LaterFacts, int LaterFactCount, string? Import)
{
    /// <summary>What changed.</summary>
    public static HouseholdsChangedContract Of(ImportReport report) => new(
        report.ValidFrom, report.IsDryRun, report.Draft.Households.Count, report.Changed, report.Unchanged,
        [.. report.Changes.Select(ImportChangeContract.Of)], LaterFactContract.All(report.LaterFacts), report.LaterFactCount,
        report.ImportId);
}

/// <summary>The shape of it.</summary>
internal sealed class ChangeHouseholdsValidator : AbstractValidator<ChangeHouseholdsRequest>
{
    public ChangeHouseholdsValidator()
    {
        RuleFor(request => request.Changes).NotEmpty().As(ProblemCodes.MissingField, "changes", "没有写要改什么", "nothing to change is said");
        RuleForEach(request => request.Changes).SetValidator(new FieldChangesValidator()).OverridePropertyName("changes");
    }
}

/// <summary>The shape of one change; what each field may hold, the rules of households say.</summary>
internal sealed class FieldChangesValidator : AbstractValidator<FieldChanges>
{
    public FieldChangesValidator()
    {
        RuleFor(change => change.Households).NotEmpty().As(ProblemCodes.MissingField, "households", "没有选农户", "no household is named");
        RuleForEach(change => change.Households).SetValidator(new HouseholdIdValidator<FieldChanges>())
            .As(ProblemCodes.InvalidHouseholdId, "households", id => HouseholdIds.Fault(id)!);
        RuleFor(change => change.Fields).NotEmpty().As(ProblemCodes.MissingField, "fields", "没有写改哪一项", "no field is named");
    }
}

/// <summary>Turns changes of fields into an import of households of which only those fields are said.</summary>
internal sealed class ChangeHouseholds(ImportHouseholds import, Limits limits)
{
    private readonly ChangeHouseholdsValidator _validator = new();

    /// <exception cref="RefusedException">Something is wrong; nothing is stored.</exception>
    public async Task<ImportReport> HandleAsync(Caller caller, ChangeHouseholdsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var (draft, problems) = Draft(request);
        if (problems.Count > 0)
        {
            throw new RefusedException(Failure.Of(problems));
        }

        var report = await import.HandleAsync(
            caller, new ImportHouseholdsRequest(request.Organization, draft, request.ValidFrom, request.IsDryRun)
            {
                ChangesLaterFacts = request.ChangesLaterFacts, Source = new ImportSource(RosterImportKinds.Change),
            },
            cancellation);
        return draft.ProblemCount > 0 ? throw new RefusedException(draft.ToFailure()) : report;
    }

    private (ImportDraft Draft, IReadOnlyList<Problem> Problems) Draft(ChangeHouseholdsRequest request)
    {
        var said = new Dictionary<string, HouseholdFields>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        var memory = ImportMemory.Of(limits);
        for (var at = 0; at < request.Changes.Count; at++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"changes[{at}].");
            var change = request.Changes[at];
            problems.AddRange(HouseholdFields.Check(change.Fields, path + "fields."));
            foreach (var id in change.Households)
            {
                var key = HouseholdIds.Normalize(id);
                if (!said.TryGetValue(key, out var fields))
                {
                    memory.AddHousehold(key);
                    said.Add(key, fields = new HouseholdFields(id, path));
                }

                foreach (var (field, value) in change.Fields)
                {
                    memory.AddText(value);
                    if (!fields.TryAdd(field, value))
                    {
                        problems.Add(new Problem(ProblemCodes.DuplicateField, path + "fields." + NumberProblems.Shorten(field),
                            new LocalizedText($"农户“{NumberProblems.Shorten(id)}”的这一项改了两次",
                                $"this field of household \"{NumberProblems.Shorten(id)}\" is changed twice")));
                    }
                }
            }
        }

        var places = said.Values.ToArray();
        var draft = new ImportDraft(memory)
        {
            Rows = said.Count,
            Place = (household, problem) => new ImportProblem(
                household.Row, "", null, problem with { Field = places[household.Row].Path + "households" }),
        };
        if (problems.Count == 0)
        {
            draft.Households.AddRange(places.Select((fields, row) => fields.ToImported(row)));
            foreach (var household in draft.Households.Where(household => HouseholdIds.Fault(household.Entry.Id) is not null))
            {
                draft.Add(household, new Problem(
                    ProblemCodes.InvalidHouseholdId, "id", HouseholdIds.Fault(household.Entry.Id)!));
            }

            if (draft.ProblemCount > 0)
            {
                throw new RefusedException(draft.ToFailure());
            }
        }

        return (draft, problems);
    }
}
