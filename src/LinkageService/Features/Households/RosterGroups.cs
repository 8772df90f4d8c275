using System.Globalization;
using System.Text.RegularExpressions;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Households;

/// <summary>
/// Groups of a village in the column of household ids: a group alone is no id, and one that stands before the first number only may be
/// meant for those below it too. Neither is put before a number that somebody wrote without it.
/// </summary>
internal static partial class RosterGroups
{
    private const int LongestNumber = 6;

    /// <summary>What is wrong with an id that is the name of a group; null for any other.</summary>
    public static LocalizedText? FaultOf(string id) => !Group().IsMatch(id) ? null
        : new LocalizedText(
            $"户编号这一格写的是组名“{id}”，不是这一户的编号；请写成“{id}-1”这样，下面各户也一样，组名另放一列",
            $"the household id is the group \"{id}\" and no number; write it as {id}-1, those below it likewise, and the group in a "
                + "column of its own");

    /// <summary>Warns where a number without a group goes on with one that has it: 一组1, and 2 below it.</summary>
    public static void Look(RosterCells cells, ImportDraft draft, IEnumerable<RosterRows> households)
    {
        var column = cells.ColumnOf(RosterField.HouseholdId);
        RosterRows? above = null;
        foreach (var rows in households)
        {
            if (column >= 0 && above is not null && Numbered().Match(above.Id) is { Success: true } match
                && rows.Id.Length <= LongestNumber && rows.Id.All(char.IsAsciiDigit)
                && Number(rows.Id) == Number(match.Groups["number"].Value) + 1)
            {
                var meant = match.Groups["before"].Value + rows.Id;
                draft.Warn(new ImportWarning(rows.FirstRow, column, cells.HeadingOf(column), RosterDoubts.GroupUnclear, new LocalizedText(
                    $"上一户的编号是“{above.Id}”，这一户只写了“{rows.Id}”，当作“{rows.Id}”；是同一组的，请写成“{meant}”，下面各户也一样",
                    $"the id above is \"{above.Id}\", this one is \"{rows.Id}\" alone and read so; write {meant} if it is of that "
                        + "group, and those below it likewise")));
            }

            above = rows;
        }
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^第?[一二三四五六七八九十百\d]{1,4}(村民)?(小组|组|社|队|屯)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Group();

    [GeneratedRegex(
        @"^(?<before>第?[一二三四五六七八九十百\d]{1,4}(村民)?(小组|组|社|队|屯)[-—_.]?)(?<number>[0-9]{1,6})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbered();
}
