using LinkageService.Engine.Rosters;

namespace LinkageService.Features.Households;

/// <summary>Kinds of households as people write them into one cell: several beside each other, a dash for none.</summary>
internal static class RosterTags
{
    private static readonly char[] Between = [' ', '\t', '\r', '\n', '\u3000', '/', '／', '+', '＋', '|', '｜'];
    private static readonly string[] Kinds = ["户", "人员", "对象", "家庭", "员", "属"];

    // The kinds of monitored households that the county's own list writes in place of 监测对象.
    private const string Monitored = "监测对象";
    private static readonly string[] KindsOfMonitored = ["脱贫不稳定", "边缘易致贫", "突发严重困难"];

    /// <summary>The tags of a cell, each by its own name.</summary>
    public static IEnumerable<string> Split(string cell) =>
        HouseholdRules.SplitTags(cell).SelectMany(Parts).Where(part => !WrittenText.IsNothing(part) && part != "否").Select(RosterNames.Tag);

    /// <summary>
    /// The tag that a word seems to mean and does not say, as 脱贫户（建档立卡） does; null for any other word. What a scheme asks for by
    /// that tag, the household would not get.
    /// </summary>
    public static string? Near(string tag) =>
        RosterNames.Tags.ContainsKey(tag) || RosterNames.Tags.Values.Contains(tag, StringComparer.Ordinal) ? null
        : Array.Exists(KindsOfMonitored, kind => tag.StartsWith(kind, StringComparison.Ordinal)) ? Monitored
        : RosterNames.Tags.Keys.FirstOrDefault(word => tag.Contains(word, StringComparison.Ordinal));

    // A word with a space or a stroke in it may be one; beside a kind that is known by its look they are several.
    private static string[] Parts(string written)
    {
        var parts = written.Split(Between, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 1 && Array.Exists(parts, IsKind) ? parts : [WrittenText.Words(written)];
    }

    private static bool IsKind(string word) =>
        RosterNames.Tags.ContainsKey(word) || Array.Exists(Kinds, kind => word.EndsWith(kind, StringComparison.Ordinal));
}
