namespace LinkageService.Engine.Tests.Schemes;

/// <summary>The blocks of <c>docs/schemes.md</c>, in order.</summary>
internal static class GuideExamples
{
    /// <summary>A block: its language, text and the line it begins at.</summary>
    public sealed record Block(string Language, string Text, int Line)
    {
        public bool IsScheme => Language == "yaml" && Text.StartsWith("id:", StringComparison.Ordinal);
    }

    /// <summary>One run of the guide: what was typed and what it shows.</summary>
    public sealed record Example(string Scheme, string Roster, string Command, string Statements, string? Accounts, int Line);

    public static IReadOnlyList<Block> Blocks { get; } = ReadBlocks();

    /// <summary>The whole schemes, by id.</summary>
    public static IReadOnlyDictionary<string, string> Schemes { get; } = Blocks.Where(block => block.IsScheme)
        .ToDictionary(block => block.Text.Split('\n')[0]["id: ".Length..], block => block.Text, StringComparer.Ordinal);

    /// <summary>Every calculate command that shows a result.</summary>
    public static IEnumerable<Example> Examples()
    {
        var (scheme, roster) = ("", "");
        for (var at = 0; at < Blocks.Count; at++)
        {
            var block = Blocks[at];
            scheme = block.IsScheme ? block.Text : scheme;
            roster = block.Language == "csv" && !block.Text.Contains(",total", StringComparison.Ordinal) ? block.Text : roster;
            if (block.Language == "console" && at + 1 < Blocks.Count && Blocks[at + 1].Language == "csv")
            {
                var accounts = at + 2 < Blocks.Count && Blocks[at + 2].Language == "text" ? Blocks[at + 2].Text : null;
                yield return new Example(scheme, roster, block.Text, Blocks[at + 1].Text, accounts, block.Line);
            }
        }
    }

    /// <summary>Every change that breaks the first scheme, with the message shown.</summary>
    public static IEnumerable<(string Yaml, string Message, int Line)> Mistakes()
    {
        var first = Schemes["orange-dividend"];
        for (var at = 0; at < Blocks.Count; at++)
        {
            if (Blocks[at].Language == "diff")
            {
                var lines = Blocks[at].Text.Split('\n');
                Assert.Contains(lines[0][1..] + "\n", first, StringComparison.Ordinal);
                yield return (first.Replace(lines[0][1..] + "\n", lines[1][1..] + "\n", StringComparison.Ordinal),
                    Blocks[at + 1].Text, Blocks[at].Line);
            }
        }
    }

    private static List<Block> ReadBlocks()
    {
        var blocks = new List<Block>();
        var lines = File.ReadAllLines(Path.Combine(SchemeText.RepositoryRoot, "docs", "schemes.md"));
        for (var at = 0; at < lines.Length; at++)
        {
            if (!lines[at].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            var end = Array.IndexOf(lines, "```", at + 1);
            blocks.Add(new Block(lines[at][3..], string.Join('\n', lines[(at + 1)..end]) + "\n", at + 1));
            at = end;
        }

        return blocks;
    }
}
