using LinkageService.Engine.Problems;

namespace LinkageService.Features.Runs;

/// <summary>Who is paid what a household is owed: itself, or somebody in its place and in what relation.</summary>
internal static class PayeeRelations
{
    /// <summary>The household itself, to the account it last had on the roster.</summary>
    public const string Self = "self";

    private static readonly (string Word, LocalizedText Title)[] Table =
    [
        (Self, new("本户", "the household itself")),
        ("heir", new("继承人", "heir")),
        ("family", new("家庭成员", "family member")),
        ("guardian", new("监护人", "guardian")),
        ("proxy", new("受托代领人", "proxy")),
        ("other", new("其他", "other")),
    ];

    /// <summary>Those a payee may be stated with: all but the household itself.</summary>
    public static IReadOnlyList<string> Stated { get; } = Table.Skip(1).Select(each => each.Word).ToArray();

    /// <summary>What a relation is called.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the list.</exception>
    public static LocalizedText Title(string relation) =>
        Array.Find(Table, each => each.Word == relation).Title
        ?? throw new ArgumentOutOfRangeException(nameof(relation), relation, "no such relation of a payee");
}
