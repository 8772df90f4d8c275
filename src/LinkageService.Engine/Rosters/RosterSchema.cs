using System.Text;

namespace LinkageService.Engine.Rosters;

/// <summary>What a scheme reads of a household: its holdings, its tags and its labels.</summary>
public sealed class RosterSchema
{
    /// <summary>The tag whose households every report counts apart.</summary>
    /// <value>registered 建档立卡户.</value>
    public const string RegisteredTag = "registered";

    /// <summary>The tags every scheme knows, whether it reads them or not.</summary>
    /// <value>registered 建档立卡户, monitored 监测对象, hardship 困难人员, applicant 申请人.</value>
    public static IReadOnlyList<string> StandardTags { get; } = [RegisteredTag, "monitored", "hardship", "applicant"];

    /// <summary>The holdings in the order of the scheme, the tags its conditions read, and its labels.</summary>
    public RosterSchema(
        IReadOnlyList<HoldingColumn> holdings, IEnumerable<string> tagsRead, IReadOnlyList<RosterLabel>? labels = null,
        bool takesOtherWords = false)
    {
        TakesOtherWords = takesOtherWords;
        Holdings = holdings;
        Labels = labels ?? [];
        LabelNames = Labels.Select(label => Encoding.UTF8.GetBytes(label.Name)).ToArray();
        TagsRead = tagsRead.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        HoldingNames = holdings.Select(holding => Encoding.UTF8.GetBytes(holding.Name)).ToArray();
        KnownTags = TagsRead.Concat(StandardTags.Except(TagsRead, StringComparer.Ordinal)).ToArray();
        RegisteredAt = KnownTags.ToList().IndexOf(RegisteredTag);
        _byWord = holdings.Select((holding, at) => (Name: RosterNames.Holding(holding.Name), At: at))
            .GroupBy(each => each.Name, StringComparer.Ordinal).Where(same => same.Count() == 1)
            .ToDictionary(same => same.Key, same => same.First().At, StringComparer.Ordinal);
        KnownTagNames = KnownTags.Select(tag => Encoding.UTF8.GetBytes(tag)).ToArray();
    }

    private readonly Dictionary<string, int> _byWord;

    /// <summary>
    /// Whether other words for a tag or holding count (<see cref="RosterNames"/>): by the rules in force, not by earlier ones.
    /// </summary>
    public bool TakesOtherWords { get; }

    /// <summary>The columns: at most 32 that are declared, then at most 16 that count members.</summary>
    public IReadOnlyList<HoldingColumn> Holdings { get; }

    /// <summary>The labels in the order of the scheme, at most 8.</summary>
    public IReadOnlyList<RosterLabel> Labels { get; }

    /// <summary>The tags the scheme's conditions read, in ordinal order: these are kept.</summary>
    public IReadOnlyList<string> TagsRead { get; }

    /// <summary>The tags a household may carry: those read, then the standard ones that are not.</summary>
    public IReadOnlyList<string> KnownTags { get; }

    /// <summary>The place of <see cref="RegisteredTag"/> among <see cref="KnownTags"/>: one read, or the first of the others.</summary>
    internal int RegisteredAt { get; }

    internal byte[][] HoldingNames { get; }

    internal byte[][] KnownTagNames { get; }

    internal byte[][] LabelNames { get; }

    /// <summary>The place of the holding that another word stands for; null where none does, or several.</summary>
    /// <param name="word">Not the name of a holding itself.</param>
    public int? OtherHolding(string word) =>
        TakesOtherWords && _byWord.TryGetValue(RosterNames.Holding(word), out var at) ? at : null;

    /// <summary>The tag a word stands for, if a household may carry it; null for any other.</summary>
    public string? TagOf(string word) => KnownTags.Contains(word, StringComparer.Ordinal) ? word
        : TakesOtherWords && KnownTags.Contains(RosterNames.Tag(word), StringComparer.Ordinal) ? RosterNames.Tag(word) : null;

    internal static int IndexOf(byte[][] names, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (name.SequenceEqual(names[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
