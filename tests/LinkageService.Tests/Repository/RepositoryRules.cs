using System.Globalization;
using System.Text.RegularExpressions;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Repository;

/// <summary>The rules, in one list. A rule names its replacement and carries a text that breaks it.</summary>
internal static class RepositoryRules
{
    private const int MaxLines = 400;

    // The number of .editorconfig, so that an editor draws its line where the test does.
    private static readonly int MaxLineLength = int.Parse(
        Regex.Match(File.ReadAllText(Path.Combine(SchemeCases.RepositoryRoot(), ".editorconfig")), @"(?<=^max_line_length = )\d+",
            RegexOptions.Multiline, TimeSpan.FromSeconds(5)).Value, CultureInfo.InvariantCulture);

    public static IReadOnlyList<RepositoryRule> All { get; } =
    [
        RepositoryRule.Forbids(
            "no binary floating point in the engine",
            path => IsSource(path, "src/LinkageService.Engine/"),
            @"\b(double|float|Half|Math\.(Pow|Sqrt|Floor|Ceiling|Round)|MathF)\b|\b\d+\.\d+(f|d)?\b(?!\s*yuan)(?=[^""]*$)|\b\d+[eE]-?\d+\b",
            "use Money, Fraction, Rounding or Apportionment",
            ("src/LinkageService.Engine/Amounts/Bad.cs", "var half = 0.5;\ndouble rate;")),
        RepositoryRule.Forbids(
            "no clock, I/O or randomness in the engine",
            path => IsSource(path, "src/LinkageService.Engine/"),
            @"\b(DateTime|DateTimeOffset|TimeProvider|Stopwatch|File|Directory|Console|HttpClient|Random|Guid\.NewGuid|Task|async)\b",
            "take the value as an argument",
            ("src/LinkageService.Engine/Runs/Bad.cs", "var now = DateTime.UtcNow;")),
        RepositoryRule.Forbids(
            "no processor-specific code where money is counted or kept",
            path => IsSource(path, "src/LinkageService.Engine/") || IsSource(path, "src/LinkageService.Storage/"),
            @"\bIntrinsics\b|\bVector(64|128|256|512)?\s*[<.]|\bIsHardwareAccelerated\b|\bTensorPrimitives\b",
            "write a plain loop, with Math.BigMul for wide products: a miscompiled vector once paid wrong (docs/decisions/0011)",
            ("src/LinkageService.Engine/Amounts/Bad.cs", "var four = Vector256.Create(1UL);")),
        RepositoryRule.Forbids(
            "China's time in one place",
            path => IsSource(path, "src/") && path is not "src/LinkageService/Documents/Dates.cs",
            @"FromHours\(8\)|\+08:00|Asia/Shanghai|China Standard Time",
            "use Dates.Today, InChina or TryReadMomentInChina",
            ("src/LinkageService/Bad.cs", "var offset = TimeSpan.FromHours(8);")),
        RepositoryRule.Forbids(
            "unfinished work",
            path => IsSource(path, "src/") || IsSource(path, "tests/") || path.EndsWith(".proto", StringComparison.Ordinal),
            @"\b(TO" + "DO|FIX" + "ME|HA" + "CK|NotImplemented" + @"Exception)\b",
            "finish it, or say in the docs what is not covered",
            ("src/LinkageService/Bad.cs", "throw new NotImplemented" + "Exception();")),
        RepositoryRule.Forbids(
            "no switched-off ban",
            path => IsSource(path, "src/") || IsSource(path, "tests/"),
            "RS0" + "030",
            "use the replacement that BannedSymbols.txt names",
            ("src/LinkageService/Bad.cs", "#pragma warning disable RS0" + "030")),
        RepositoryRule.Forbids(
            "no test that never runs",
            path => IsSource(path, "tests/"),
            @"Skip\s*=\s*""",
            "call Assert.Skip with the missing component, so that REQUIRE_ALL=1 turns it into a failure",
            ("tests/LinkageService.Tests/Bad.cs", "[Fact(Skip" + " = \"later\")]")),
        new RepositoryRule(
            "files and lines of readable size",
            path => IsSource(path, "src/") || IsSource(path, "tests/"),
            TooLong,
            ("src/LinkageService/Bad.cs", string.Join('\n', Enumerable.Repeat("x", MaxLines + 1)))),
        new RepositoryRule(
            "no arm for kinds that nobody has thought of",
            path => IsSource(path, "src/"),
            SilentArms.In,
            ("src/LinkageService/Bad.cs", "int Of(ExportFormat format) => format switch { ExportFormat.Csv => 1, _ => 2 };")),
        new RepositoryRule(
            "no arm for records or words that nobody has thought of",
            path => IsSource(path, "src/"),
            SilentArms.In,
            ("src/LinkageService/Bad.cs", "int Of(Expression of) => of switch { Binary binary => 1, Call { At: 1 } => 3, _ => 2 };")),
        new RepositoryRule(
            "no arm for states that nobody has thought of",
            path => IsSource(path, "src/"),
            SilentArms.In,
            ("src/LinkageService/Bad.cs", "int Of(string state) => state switch { RunStates.Draft => 1, _ => 2 };")),
        new RepositoryRule(
            "one public type per file in the engine",
            path => IsSource(path, "src/LinkageService.Engine/"),
            text => Regex.Matches(
                    text,
                    @"^public .*\b(class|struct|record|enum|interface)\b",
                    RegexOptions.Multiline,
                    TimeSpan.FromSeconds(5))
                .Skip(1).Select(match => match.Value + " — give it a file of its own"),
            ("src/LinkageService.Engine/Bad.cs", "public sealed class A;\npublic enum B { C }")),
        new RepositoryRule(
            "every ban names its replacement",
            path => path is "BannedSymbols.txt",
            text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line.Split(';') is not [_, { Length: > 10 }]).Select(line => line + " — write ;Use … after it"),
            ("BannedSymbols.txt", "P:System.DateTime.Now")),
    ];

    private static bool IsSource(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal));

    private static IEnumerable<string> TooLong(string text)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        if (lines.Length > MaxLines)
        {
            yield return $"{lines.Length} lines, at most {MaxLines} — split it by concern";
        }

        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].Length > MaxLineLength)
            {
                yield return $"line {at + 1}: {lines[at].Length} characters, at most {MaxLineLength} — break it";
            }
        }
    }
}
