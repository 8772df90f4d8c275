using LinkageService.Engine.Problems;
using LinkageService.Storage;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>
/// Looks whether a sheet's member numbers are those of the roster: where a household was put in between and all below it moved by one, or
/// 0001 is written 1, families get each other's land and accounts, and every cell is right in itself. It is marked and does not stop an
/// import: a family may have a new head, and two families one name.
/// </summary>
internal sealed class RosterShifts
{
    private readonly ImportDraft _draft;
    private readonly int _column;
    private readonly string _day;
    private readonly List<(ImportedHousehold Household, string Id, string? Old, string Now, HouseholdData After)> _doubtful = [];

    /// <summary>Of one import; one that came as a list has no cells to mark.</summary>
    /// <param name="draft">The import.</param>
    /// <param name="day">From when on it holds, yyyy-MM-dd.</param>
    public RosterShifts(ImportDraft draft, string day)
    {
        (_draft, _day) = (draft, day);
        _column = draft.Reading is { } reading
            ? reading.Columns.Select(column => column.Column?.Field).ToList().IndexOf(RosterField.HouseholdId)
            : -1;
    }

    /// <summary>Sees a household as it stood and as it will.</summary>
    public void Look(ImportedHousehold household, string id, HouseholdData? before, HouseholdData after)
    {
        var old = before is null ? null : NameOf(before);

        // A table of households names the household anew, one of persons its head.
        var named = before is not null && after.Name != before.Name ? after.Name : null;
        if (_column >= 0 && (named ?? NameOf(after)) is { } now && (before is null
            || (old is not null && old != now && before.Name != now && !before.Persons.Any(person => person.Name == now))))
        {
            _doubtful.Add((household, id, old, now, after));
        }
    }

    /// <summary>Marks those whose number was another family's.</summary>
    public async Task WarnAsync(Session session, string organization)
    {
        if (_doubtful.Count == 0)
        {
            return;
        }

        var standing = await StandingAsync(session, organization);
        foreach (var (household, id, old, now, after) in _doubtful)
        {
            var (zh, en) = standing.GetValueOrDefault(now) is var (known, data) && known != id && MayBeSame(data, after)
                ? ($"名册上“{now}”是 {known} 号户，这里写成 {id} 号户", $"on the roster {now} is household {known}, here {id}")
                : (null, null);
            if (old is not null)
            {
                (zh, en) = zh is null
                    ? ($"{id} 号户原来是“{old}”，这里成了“{now}”，不是这一户登记过的人", $"household {id} was {old}, and {now} was not known in it")
                    : ($"{zh}；{id} 号户原来是“{old}”", $"{en}, which was {old}");
            }

            if (zh is not null)
            {
                _draft.Warn(new ImportWarning(
                    household.Row, _column, _draft.Reading!.Columns[_column].Heading, RosterDoubts.OtherHousehold, new LocalizedText(
                        zh + "：编号多半错位或写法变了，照名册核对；真换了户主就不用改",
                        en + ": compare the numbers with the roster; it is right where the head is new")));
            }
        }
    }

    // Whom people know it by: a table of persons leaves the name of the household as it stood.
    private string? NameOf(HouseholdData household) => household.HeadOn(_day)?.Name ?? household.Name;

    // Two of one name are told apart by their ID numbers, of which the last digits are kept in the open.
    private bool MayBeSame(HouseholdData standing, HouseholdData after) =>
        standing.HeadOn(_day)?.Hint is not { } one || after.HeadOn(_day)?.Hint is not { } other || one == other;

    // A name that several households have tells nothing.
    private async Task<Dictionary<string, (string Id, HouseholdData Data)?>> StandingAsync(Session session, string organization)
    {
        var names = _doubtful.Select(each => each.Now).ToHashSet(StringComparer.Ordinal);
        var standing = new Dictionary<string, (string Id, HouseholdData Data)?>(StringComparer.Ordinal);
        await foreach (var (id, json) in HouseholdStore.DataAsOfAsync(session, organization, _day, long.MaxValue))
        {
            if (HouseholdData.Parse(json) is var data && NameOf(data) is { } name && names.Contains(name))
            {
                standing[name] = standing.ContainsKey(name) ? null : (id, data);
            }
        }

        return standing;
    }
}
