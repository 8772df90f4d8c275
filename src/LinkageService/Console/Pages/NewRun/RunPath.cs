using System.Diagnostics;
using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Console.Pages.NewRun;

/// <summary>
/// Everything a person has chosen and filled in on the way to a run. It outlives the page within a session, so that looking
/// something up on the roster loses nothing.
/// </summary>
public sealed class RunPath
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private readonly HashSet<string> _toLookAt = new(StringComparer.Ordinal);
    private readonly DateOnly _today;
    private IReadOnlyList<Problem> _refused = [];
    private string? _recordDate;
    private string? _from;

    internal RunPath(string organization, DateOnly today)
    {
        (Organization, _today) = (organization, today);

        // Accounts of a year are closed in the first months of the next.
        const int closingMonths = 6;
        Year = (today.Month <= closingMonths ? today.Year - 1 : today.Year).ToString(CultureInfo.InvariantCulture);
    }

    internal string Organization { get; }

    /// <summary>What the organisation is called.</summary>
    internal string OrganizationName { get; private set; } = "";

    /// <summary>Of the organisation; schemes say which they suit.</summary>
    internal string LegalForm { get; private set; } = "";

    internal PathStep At { get; set; } = PathStep.Scheme;

    internal Scheme? Scheme { get; private set; }

    /// <summary>As written.</summary>
    internal string Year { get; private set; }

    /// <summary>As written; the last day of the year until somebody says otherwise.</summary>
    internal string RecordDate => _recordDate ?? (YearNumber is { } year ? Dates.Text(new DateOnly(year, 12, 31)) : "");

    /// <summary>The first day whose holdings count by days; the first of the year until somebody says otherwise.</summary>
    internal string From => _from ?? (YearNumber is { } year ? Dates.Text(new DateOnly(year, 1, 1)) : "");

    /// <summary>Whether the scheme counts anything by days, so that the first of them matters.</summary>
    internal bool CountsDays => Scheme is { IsTimeWeighted: true };

    /// <summary>Whether fields that nobody has touched are complained of too.</summary>
    internal bool ShowsEverything { get; set; }

    /// <summary>The roster as it was looked at; null until it is, and when something changed since.</summary>
    internal CheckedRoster? Roster { get; set; }

    /// <summary>What comes out; null until it is computed, and when something changed since.</summary>
    internal RunPreview? Preview { get; set; }

    /// <summary>The run of the year before, for its figures.</summary>
    internal StoredRun? LastYear { get; set; }

    /// <summary>What goes on from the last run; null until it is looked up.</summary>
    internal CarriedFigures? Carried { get; set; }

    /// <summary>The run it was filled in from; null for none.</summary>
    internal StoredRun? Model { get; private set; }

    /// <summary>The draft that is changed; null for a run of its own.</summary>
    internal StoredRun? Edits { get; set; }

    /// <summary>Inputs that still say what they said in the year of the model, and have to be looked at.</summary>
    internal IReadOnlyList<PathFigure> ToLookAt => [.. Inputs.Where(figure => _toLookAt.Contains(figure.Field))];

    /// <summary>Names the request and its retries: however often the button is pressed, one run is made.</summary>
    internal string Key { get; private set; } = NewKey();

    /// <summary>The run, once it is stored.</summary>
    internal StoredRun? Saved { get; set; }

    internal int? YearNumber => AccountYears.Read(Year);

    /// <summary>Whether the record date is still to come.</summary>
    internal bool IsRecordDateAhead => Dates.TryRead(RecordDate, out var date) && date > _today;

    /// <summary>Whether anything was chosen yet.</summary>
    internal bool IsBegun => Scheme is not null;

    internal IEnumerable<PathFigure> Inputs => Scheme?.Inputs.Select(input => PathFigure.Of(input, Carried)) ?? [];

    internal IEnumerable<PathFigure> Parameters =>
        Scheme?.Parameters.Select(parameter => PathFigure.Of(parameter, YearNumber ?? _today.Year)) ?? [];

    /// <summary>Takes what the register says of the organisation.</summary>
    internal void Know(OrganizationRow row) => (OrganizationName, LegalForm) = (row.Name, row.LegalForm);

    /// <summary>Chooses a scheme. Figures of the same name stay as they were filled in.</summary>
    internal void Choose(Scheme scheme)
    {
        if (string.Equals(Scheme?.Digest, scheme.Digest, StringComparison.Ordinal))
        {
            return;
        }

        (Scheme, Roster, Preview, LastYear, Carried, ShowsEverything, _refused) = (scheme, null, null, null, null, false, []);
    }

    internal void SetYear(string year)
    {
        year = year.Trim();
        if (year != Year)
        {
            (Year, Roster, Preview, LastYear, Carried) = (year, null, null, null, null);
            Forget("year");
        }
    }

    internal void SetRecordDate(string date)
    {
        (_recordDate, Roster, Preview) = (date.Length == 0 ? null : date, null, null);
        Forget("recordDate");
    }

    internal void SetFrom(string date)
    {
        (_from, Roster, Preview) = (date.Length == 0 ? null : date, null, null);
        Forget("from");
    }

    /// <summary>What stands in a field.</summary>
    internal string TextOf(PathFigure figure) => _texts.GetValueOrDefault(figure.Field) ?? figure.Default ?? "";

    /// <summary>Whether a field has something else than its default.</summary>
    internal bool IsChanged(PathFigure figure) =>
        figure.Default is not null && _texts.TryGetValue(figure.Field, out var text) && text != figure.Default;

    internal void Set(PathFigure figure, string text)
    {
        _texts[figure.Field] = text.Trim();
        _toLookAt.Remove(figure.Field);
        Preview = null;
        Forget(figure.Field);
    }

    internal void Reset(PathFigure figure)
    {
        _texts.Remove(figure.Field);
        _toLookAt.Remove(figure.Field);
        Preview = null;
        Forget(figure.Field);
    }

    /// <summary>Somebody was in the field and left it: from now on it is complained of.</summary>
    internal void Leave(string field) => _left.Add(field);

    /// <summary>What is wrong with a field, as far as it is to be said already.</summary>
    internal Problem? ProblemOf(string field) =>
        _refused.FirstOrDefault(problem => problem.Field == field)
        ?? (ShowsEverything || _left.Contains(field) ? FormProblems().FirstOrDefault(problem => problem.Field == field) : null);

    /// <summary>What is wrong with year, inputs and parameters, in the words of the engine.</summary>
    internal IReadOnlyList<Problem> FormProblems()
    {
        var problems = new List<Problem>();
        if (Scheme is not { } scheme)
        {
            return problems;
        }

        if (YearNumber is not { } year)
        {
            problems.Add(new Problem(ProblemCodes.YearOutOfRange, "year", new LocalizedText(
                $"年度写作四位数字，{AccountYears.Range.Min} 到 {AccountYears.Range.Max}",
                $"a year is four digits, {AccountYears.Range.Min} to {AccountYears.Range.Max}")));
        }

        RunTerms.Bind(scheme, YearNumber ?? scheme.EffectiveFrom ?? _today.Year, Stated(Parameters),
            CalculateDistributionRequest.Completed(Stated(Inputs), Carried?.Inputs ?? new Dictionary<string, string>()), problems);
        return problems;
    }

    /// <summary>What the service refused, each where it belongs.</summary>
    internal IReadOnlyList<Problem> Refused => _refused;

    /// <summary>Keeps what was refused beside the fields it is about.</summary>
    internal void Refuse(IReadOnlyList<Problem> problems) => _refused = problems;

    /// <summary>The step where a problem is mended.</summary>
    internal static PathStep StepOf(Problem problem) => problem.Field switch
    {
        "scheme" => PathStep.Scheme,
        "year" => PathStep.Figures,
        "recordDate" or "from" or "households" => PathStep.Roster,
        var field when field.StartsWith("inputs.", StringComparison.Ordinal) => PathStep.Figures,
        var field when field.StartsWith("parameters.", StringComparison.Ordinal) => PathStep.Figures,
        var field when field.StartsWith("households[", StringComparison.Ordinal) => PathStep.Roster,
        _ => PathStep.Preview,
    };

    /// <summary>Whether a step can be gone to as things stand.</summary>
    internal bool CanReach(PathStep step) => Saved is null && step switch
    {
        PathStep.Scheme => true,
        PathStep.Figures => Scheme is not null,
        PathStep.Roster => Scheme is not null && FormProblems().Count == 0 && ToLookAt.Count == 0,
        PathStep.Preview => CanReach(PathStep.Roster) && Roster is { Failure: null },
        PathStep.Save => CanReach(PathStep.Preview) && Preview is not null,
        _ => throw new UnreachableException(),
    };

    /// <summary>The request that all this amounts to.</summary>
    internal CreateRunRequest Request(bool preview) => new(
        Organization, new CalculateDistributionRequest
        {
            Scheme = Reference(Scheme!),
            Year = Year,
            Parameters = Stated(Parameters),
            Inputs = Stated(Inputs),
        },
        RecordDate, preview, preview ? null : Key)
    {
        Edits = Edits?.Row.Id,

        // The first of the year is what is meant where nothing is stated.
        From = CountsDays ? _from : null,
    };

    /// <summary>The scheme and its version as addresses and requests name it.</summary>
    internal static string Reference(Scheme scheme) => string.Create(CultureInfo.InvariantCulture, $"{scheme.Id}@{scheme.Version}");

    /// <summary>Takes the parameters that were stated last year, where the scheme still has them.</summary>
    internal void TakeParametersOf(StoredRun lastYear)
    {
        var stated = StoredRunTerms.Read(lastYear.Row).Stated.Parameters;
        foreach (var figure in Parameters.ToArray())
        {
            if (stated.TryGetValue(figure.Name, out var text))
            {
                Set(figure, text);
            }
        }
    }

    /// <summary>
    /// Fills in what a run stated. For the same year that is all of it; for the year after, what is agreed rather than counted: parameters,
    /// and of the inputs prices and rates, which have to be looked at.
    /// </summary>
    /// <param name="model">A run of the same organisation that <see cref="IsModel"/>.</param>
    /// <param name="scheme">What it is made with: the model's own, or the version of the year after.</param>
    /// <param name="isYearAfter">Whether it is made for the year after.</param>
    internal void FillFrom(StoredRun model, Scheme scheme, bool isYearAfter)
    {
        var (row, later) = (model.Row, isYearAfter ? 1 : 0);
        SetYear((row.Year + later).ToString(CultureInfo.InvariantCulture));
        Choose(scheme);
        (Model, At) = (model, PathStep.Figures);
        TakeParametersOf(model);
        var stated = StoredRunTerms.Read(row).Stated.Inputs;
        foreach (var (input, figure) in scheme.Inputs.Zip(Inputs.ToArray()))
        {
            if (stated.TryGetValue(input.Name, out var text) && (!isYearAfter || input.Type is InputType.Price or InputType.Rate))
            {
                Set(figure, text);
                if (isYearAfter)
                {
                    _toLookAt.Add(figure.Field);
                }
            }
        }

        // A day that somebody chose stays the day of its year.
        var (recordDate, year) = (Dates.Read(row.RecordDate), (int)row.Year);
        SetRecordDate(recordDate == new DateOnly(year, 12, 31) ? "" : Dates.Text(recordDate.AddYears(later)));
        SetFrom(model.Window is { From: var from } && from != new DateOnly(year, 1, 1) ? Dates.Text(from.AddYears(later)) : "");
    }

    /// <summary>Somebody looked at what was filled in from the year before.</summary>
    internal void LookedAt() => _toLookAt.Clear();

    /// <summary>Whether a run can be a model for another: a distribution over the stored roster.</summary>
    internal static bool IsModel(StoredRun run) => run.Row is { Kind: RunKinds.Distribution, Roster: RosterKinds.Stored };

    /// <summary>What the field said last year, under the same scheme; null when there is none.</summary>
    internal string? LastYearsOf(PathFigure figure) => LastYear is not { } run || run.Summary.Scheme.Id != Scheme?.Id ? null
        : figure.Field.StartsWith("inputs.", StringComparison.Ordinal)
            ? run.Summary.Inputs.FirstOrDefault(input => input.Name == figure.Name)?.Text
            : run.Summary.Parameters.FirstOrDefault(parameter => parameter.Name == figure.Name)?.Text;

    /// <summary>The next saving makes a run of its own.</summary>
    internal void TakeNewKey() => Key = NewKey();

    private static string NewKey() => "console-" + Guid.NewGuid().ToString("N");

    // What is left at its default is not stated: a later version of the scheme may have another.
    private Dictionary<string, string> Stated(IEnumerable<PathFigure> figures) => figures
        .Where(figure => _texts.TryGetValue(figure.Field, out var text) && text.Length > 0 && text != figure.Default)
        .ToDictionary(figure => figure.Name, figure => _texts[figure.Field], StringComparer.Ordinal);

    private void Forget(string field) => _refused = _refused.Where(problem => problem.Field != field).ToArray();
}
