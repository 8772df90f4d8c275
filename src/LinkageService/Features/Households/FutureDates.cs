using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Households;

/// <summary>Days of birth, joining and death in a table that are still to come: they may be planned, and are mostly mistyped.</summary>
internal static class FutureDates
{
    /// <summary>Warns of each.</summary>
    /// <param name="draft">Households of a table; a list has no cells and is left alone.</param>
    /// <param name="today">Today in China.</param>
    public static void Warn(ImportDraft draft, DateOnly today)
    {
        if (draft.Reading is null)
        {
            return;
        }

        foreach (var household in draft.Households)
        {
            for (var at = 0; at < household.Entry.Persons.Count; at++)
            {
                var person = household.Entry.Persons[at];
                DateOnly? born = person.BirthDate is { } text && Dates.TryRead(text, out var day) ? day : null;
                Look(draft, household, today, at, "birthDate", born);
                Look(draft, household, today, at, "joined", person.Joined);
                Look(draft, household, today, at, "deceased", person.Deceased);
            }
        }
    }

    private static void Look(ImportDraft draft, ImportedHousehold household, DateOnly today, int at, string field, DateOnly? date)
    {
        if (!(date > today))
        {
            return;
        }

        var words = new LocalizedText("这一天还没有到，请核对", "this day is still to come; check it");
        var path = string.Create(CultureInfo.InvariantCulture, $"persons[{at}].{field}");
        var placed = draft.Place(household, new Problem(ProblemCodes.InvalidValue, path, words));
        if (placed.Place >= 0)
        {
            draft.Warn(new ImportWarning(placed.Row, placed.Place, placed.Column, RosterDoubts.DateAhead, words));
        }
    }
}
