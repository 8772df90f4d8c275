using System.Collections.Frozen;
using LinkageService.Engine.Problems;

namespace LinkageService.Vocabulary;

/// <summary>
/// What a refusal means to whoever sits before the page, and what they do now. Codes that ask the same of a person share their words;
/// what each code means to a developer is in <c>docs/errors.md</c>.
/// </summary>
/// <param name="Codes">The codes it is about.</param>
/// <param name="Title">In a few words.</param>
/// <param name="What">What happened, and whether anything is stored.</param>
/// <param name="Cure">What to do.</param>
internal sealed partial record ProblemHelp(
    IReadOnlyList<ProblemCode> Codes, LocalizedText Title, LocalizedText What, LocalizedText Cure)
{
    private static readonly FrozenDictionary<string, ProblemHelp> ByCode = All()
        .SelectMany(help => help.Codes.Select(code => (code.Name, Help: help)))
        .ToFrozenDictionary(each => each.Name, each => each.Help, StringComparer.Ordinal);

    /// <summary>The words for a code; null where there is no such code.</summary>
    public static ProblemHelp? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The address of the page with the words for a code.</summary>
    public static string AddressOf(ProblemCode code) => "/help/" + code.Name;

    /// <summary>All of them: every code has its words once.</summary>
    public static IEnumerable<ProblemHelp> All() =>
        [.. OfPeople(), .. OfValues(), .. OfSheets(), .. OfRecords(), .. OfSchemes(), .. OfRuns(), .. OfApprovals(), .. OfPaidRuns(),
            .. OfService()];
}
