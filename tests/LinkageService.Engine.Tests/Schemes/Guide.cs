namespace LinkageService.Engine.Tests.Schemes;

/// <summary>One of the two guides to writing schemes, English and Chinese: its text and its blocks in order.</summary>
internal sealed class Guide
{
    private Guide(string file)
    {
        File = file;
        Lines = System.IO.File.ReadAllLines(Path.Combine(SchemeText.RepositoryRoot, "docs", file));
        Blocks = ReadBlocks(Lines);
        Schemes = Blocks.Where(block => block.IsScheme)
            .ToDictionary(block => block.Text.Split('\n')[0]["id: ".Length..], block => block.Text, StringComparer.Ordinal);
    }

    /// <summary>A block: its language, text and the line it begins at.</summary>
    public sealed record Block(string Language, string Text, int Line)
    {
        public bool IsScheme => Language == "yaml" && Text.StartsWith("id:", StringComparison.Ordinal);
    }

    /// <summary>One run of the guide: what was typed and what it shows.</summary>
    public sealed record Example(string Scheme, string Roster, string Command, string Statements, string? Accounts, int Line);

    public static Guide English { get; } = new("schemes.md");

    public static Guide Chinese { get; } = new("schemes.zh-CN.md");

    public string File { get; }

    public bool IsEnglish => this == English;

    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>The whole schemes, by id.</summary>
    public IReadOnlyDictionary<string, string> Schemes { get; }

    public static Guide Of(string file) => file == English.File ? English : Chinese;

    /// <summary>Every calculate command that shows a result.</summary>
    public IEnumerable<Example> Examples()
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
    public IEnumerable<(string Yaml, string Message, int Line)> Mistakes()
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

    private static List<Block> ReadBlocks(IReadOnlyList<string> lines)
    {
        var blocks = new List<Block>();
        for (var at = 0; at < lines.Count; at++)
        {
            if (!lines[at].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            var text = lines.Skip(at + 1).TakeWhile(line => line != "```").ToArray();
            blocks.Add(new Block(lines[at][3..], string.Join('\n', text) + "\n", at + 1));
            at += text.Length + 1;
        }

        return blocks;
    }
}
