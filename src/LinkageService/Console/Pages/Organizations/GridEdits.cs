using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Features.Households;
using LinkageService.Vocabulary;

namespace LinkageService.Console.Pages.Organizations;

/// <summary>
/// What was typed into a roster's grid and is not stored yet: cell by cell, each with what stood there, and the way back.
/// </summary>
public sealed class GridEdits
{
    /// <summary>The field of a household's tags.</summary>
    public const string Tags = "tags";

    private readonly Dictionary<(string Household, string Field), Edit> _edits = [];
    private readonly Stack<(string Household, string Field, Edit? Before)> _undo = new();

    /// <summary>Cells that would change.</summary>
    public int Count => _edits.Count;

    /// <summary>Households that would change.</summary>
    public int Households => _edits.Keys.Select(cell => cell.Household).Distinct(StringComparer.Ordinal).Count();

    /// <summary>Cells that cannot be stored as they are.</summary>
    public int Bad => _edits.Values.Count(edit => edit.Problem is not null);

    /// <summary>Whether there is something to take back.</summary>
    public bool MayUndo => _undo.Count > 0;

    /// <summary>What a cell holds: what was typed, or what stands.</summary>
    public string ValueOf(string household, string field, string stands) =>
        _edits.TryGetValue((household, field), out var edit) ? edit.Typed : stands;

    /// <summary>Whether a cell was changed.</summary>
    public bool IsChanged(string household, string field) => _edits.ContainsKey((household, field));

    /// <summary>What is wrong with a cell; null for nothing.</summary>
    public LocalizedText? ProblemOf(string household, string field) =>
        _edits.TryGetValue((household, field), out var edit) ? edit.Problem : null;

    /// <summary>Takes what was typed into a cell; what stands there already takes the change away.</summary>
    public void Take(string household, string field, string stands, string typed)
    {
        var cell = (household, field);
        _undo.Push((household, field, _edits.GetValueOrDefault(cell)));
        typed = typed.Trim();
        if (typed == stands)
        {
            _edits.Remove(cell);
            return;
        }

        var said = SaidOf(field, typed);
        var problem = HouseholdFields.Check(new Dictionary<string, string>(StringComparer.Ordinal) { [field] = said }, "").FirstOrDefault();
        _edits[cell] = new Edit(typed, said, problem?.Message);
    }

    /// <summary>Takes the last change of a cell back.</summary>
    public void Undo()
    {
        if (!_undo.TryPop(out var last))
        {
            return;
        }

        if (last.Before is { } before)
        {
            _edits[(last.Household, last.Field)] = before;
        }
        else
        {
            _edits.Remove((last.Household, last.Field));
        }
    }

    /// <summary>Takes all changes back.</summary>
    public void Clear()
    {
        _edits.Clear();
        _undo.Clear();
    }

    /// <summary>All of them as changes of households.</summary>
    internal IReadOnlyList<FieldChanges> ToChanges() =>
    [
        .. _edits.GroupBy(edit => edit.Key.Household, StringComparer.Ordinal).Select(household => new FieldChanges(
            [household.Key],
            household.ToDictionary(edit => edit.Key.Field, edit => edit.Value.Said, StringComparer.Ordinal))),
    ];

    // People write 建档立卡户、监测对象; what is kept are their names.
    private static string SaidOf(string field, string typed) => field != Tags ? typed
        : string.Join(';', HouseholdRules.SplitTags(typed).Select(RosterNames.Tag));

    /// <summary>A tag as people write it in a cell.</summary>
    public static string Shown(IEnumerable<string> tags) => string.Join('、', tags.Select(tag => Words.Tag(tag).Zh));

    private sealed record Edit(string Typed, string Said, LocalizedText? Problem);
}
