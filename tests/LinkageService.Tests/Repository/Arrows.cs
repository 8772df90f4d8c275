using System.Text.RegularExpressions;

namespace LinkageService.Tests.Repository;

/// <summary>
/// The order of the folders of <c>src/LinkageService</c>: what a file uses stands on a line above its own (docs/decisions/0025). Read
/// from namespaces, usings and partly qualified names.
/// </summary>
internal static partial class Arrows
{
    private const string Root = "LinkageService";

    /// <summary>From the bottom up. Folders of one line do not know each other, unless <see cref="Together"/> says why.</summary>
    public static IReadOnlyList<string[]> Lines { get; } =
    [
        ["Engine"],
        ["Storage"],
        ["Telemetry"],
        ["Errors"],
        ["Documents"],
        ["Configuration"],
        ["Tables", "Privacy"],
        ["Access"],
        ["Contracts", "Vocabulary"],
        ["Http"],
        ["Features.Schemes"],
        ["Features.Calculations"],
        ["Features.Households"],
        ["Features.Linkages"],
        ["Features.Organizations"],
        ["Features.Facts"],
        Together,
        ["Features.Books"],
        ["Features.Exports", "Features.Overviews", "Features.RunFiles"],
        [
            "Features.MemberAccounts", "Features.Payments", "Features.YearStatements", "Features.LinkageReports", "Features.Withholdings",
            "Features.StatementChecks", "Features.Batches",
        ],
        ["Features.Audit", "Features.Backups", "Features.Demo", "Features.Events"],
        ["Features.Accounts", "Features.Webhooks"],
        ["Features.Sealing", "Features.Erasure"],
        ["OpenApi", "Console", "CommandLine"],
        ["Hosting"],
        [""],
    ];

    /// <summary>
    /// One aggregate in five folders: a stored run carries its life, its correction and what it settles, and each of these is a run
    /// again, made, read and answered by the same use cases. Whatever else used it would be an arrow back.
    /// </summary>
    private static string[] Together =>
        ["Features.Runs", "Features.Life", "Features.Statements", "Features.Corrections", "Features.Settlements"];

    /// <summary>The types a set of files declares, by the folder of their namespace.</summary>
    /// <param name="texts">C# source.</param>
    public static ILookup<string, string> Types(IEnumerable<string> texts) => texts
        .SelectMany(text => Declaration().Matches(text)
            .Select(match => (Folder: FolderOf(NamespaceOf(text)), Type: match.Groups["name"].Value)))
        .ToLookup(each => each.Folder, each => each.Type, StringComparer.Ordinal);

    /// <summary>The arrows of a file that do not point down.</summary>
    /// <param name="path">From the root of the repository.</param>
    /// <param name="text">C# or Razor.</param>
    /// <param name="types">What is declared where, for names such as <c>Http.Page</c>.</param>
    public static IEnumerable<string> Upward(string path, string text, ILookup<string, string> types)
    {
        var own = FolderOf(path.EndsWith(".razor", StringComparison.Ordinal) ? NamespaceOfPath(path) : NamespaceOf(text));
        var used = Using().Matches(text).Select(match => FolderOf(match.Groups["name"].Value))
            .Concat(Qualified().Matches(text).Where(match => types[match.Groups["folder"].Value].Contains(match.Groups["type"].Value))
                .Select(match => match.Groups["folder"].Value));
        foreach (var folder in used.Where(folder => folder != own).Distinct(StringComparer.Ordinal))
        {
            if (LineOf(folder) >= LineOf(own) && !(Together.Contains(folder) && Together.Contains(own)))
            {
                yield return $"{Name(own)} uses {Name(folder)}, which does not stand below it";
            }
        }
    }

    /// <summary>The namespace that the folder of a file asks for.</summary>
    public static string NamespaceOfPath(string path) => Path.GetDirectoryName(path)!.Replace('\\', '/').Replace('/', '.')["src.".Length..];

    private static int LineOf(string folder) => Enumerable.Range(0, Lines.Count).Cast<int?>()
        .FirstOrDefault(at => Lines[at!.Value].Contains(folder, StringComparer.Ordinal))
        ?? throw new InvalidOperationException($"{Name(folder)} has no line in Arrows.Lines: say what it may use");

    private static string Name(string folder) => folder.Length == 0 ? "Program" : folder;

    // A namespace of the program without its first word, and of a feature two.
    private static string FolderOf(string space) => space.Split('.') switch
    {
        [Root, "Features", var feature, ..] => "Features." + feature,
        [Root, var folder, ..] => folder,
        _ => "",
    };

    private static string NamespaceOf(string text) => Namespace().Match(text).Groups["name"].Value;

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"^\s*@?(global )?using (static )?(\w+ = )?(?<name>LinkageService\.[\w.]+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Using();

    [GeneratedRegex(
        @"(?<![\w.])(LinkageService\.)?(?<folder>(Features\.)?[A-Z]\w*)\.(\w+\.)*?(?<type>[A-Z]\w*)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Qualified();

    [GeneratedRegex(
        @"^(\w+ )*(class|struct|record|enum|interface) (?<name>[A-Z]\w*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Declaration();
}
