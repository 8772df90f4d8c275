using System.Globalization;
using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Documents;

/// <summary>Changes of one value in a text that people wrote: every shipped scheme and arrangement, with comments strewn in.</summary>
public class DocumentTextTests
{
    private readonly Random _random;
    private readonly string _seed;

    public DocumentTextTests()
    {
        var seed = TestSeed.Value;
        (_random, _seed) = (new Random(seed), $"TEST_SEED={seed}");
    }

    [Fact]
    public void After_EveryValueOfEverySchemeChanged_OnlyThatValueAndItsLineDiffer()
    {
        var changes = 0;
        foreach (var text in Texts())
        {
            var before = Flat(Read(text)!);
            foreach (var (path, _) in Sample(before.Where(leaf => leaf.Value is not null).ToArray(), text))
            {
                var word = Pick("12%", "新的: 名称", "a, b", "{x", "it's", "# 不是注释", "7:3", "-", "", "100.00", "max(0, a)");
                var after = Changed(text, new SetValue(path, new DocumentScalar(word)));
                Assert.Equal(
                    before.Select(leaf => (leaf.Path.ToString(), Same(leaf.Path, path) ? word : leaf.Value)),
                    Flat(Read(after)!).Select(leaf => (leaf.Path.ToString(), leaf.Value)));
                var (old, changed) = (text.TrimEnd('\n').Split('\n'), after.TrimEnd('\n').Split('\n'));
                var differing = old.Length == changed.Length ? old.Zip(changed).Count(pair => pair.First != pair.Second) : 2;
                Assert.True(differing <= 1 || text.Contains('|', StringComparison.Ordinal) || text.Contains('>', StringComparison.Ordinal),
                    $"{_seed}: {path}: {differing} lines differ\n{after}");
                AssertCommentsStay(text, after, path);
                changes++;
            }
        }

        Assert.True(changes > 800, $"{changes} changes");
    }

    [FullRunFact]
    public void After_KeysTakenOutAddedAndRenamed_TheRestStays()
    {
        foreach (var text in Texts())
        {
            var (document, before) = (Read(text)!, Flat(Read(text)!));
            foreach (var path in Sample(Mappings(document, DocumentPath.Root).ToArray(), text))
            {
                var keys = ((DocumentMapping)DocumentEdit.Find(document, path)!).Entries.Select(entry => entry.Key).ToArray();
                var key = path.Key(keys[_random.Next(keys.Length)]);

                var added = Flat(Read(Changed(text, new SetValue(path.Key("新键"), Deep(), keys[..1])))!);
                Assert.Equal(
                    before.Select(leaf => (leaf.Path.ToString(), leaf.Value)),
                    added.Where(leaf => !Below(leaf.Path, path.Key("新键"))).Select(leaf => (leaf.Path.ToString(), leaf.Value)));
                Assert.Equal(3, added.Count(leaf => Below(leaf.Path, path.Key("新键"))));

                var renamed = Changed(text, new RenameKey(key, "fund:新名"));
                Assert.Equal(
                    before.Select(leaf => (Below(leaf.Path, key) ? Moved(leaf.Path, path.Places.Count, "fund:新名") : leaf.Path).ToString()),
                    Flat(Read(renamed)!).Select(leaf => leaf.Path.ToString()));
                AssertCommentsStay(text, renamed, key);

                var whole = DocumentEdit.Whole(document, key)!;
                if (whole.Places is [(null, _), ..] or { Count: 0 })
                {
                    continue;
                }

                var removed = Flat(Read(Changed(text, new RemoveValue(key)))!);
                Assert.Equal(Without(before, whole), removed.Select(leaf => (leaf.Path.ToString(), leaf.Value)));
            }
        }
    }

    [Fact]
    public void After_StepsAddedExchangedAndTakenOut_CommentsGoWithTheirStep()
    {
        foreach (var text in Texts())
        {
            var steps = (DocumentSequence)((DocumentMapping)Read(text)!).Find("steps")!;
            var path = DocumentPath.Of("steps");
            for (var at = 0; at < steps.Items.Count; at++)
            {
                var added = Changed(text, new InsertItem(path, at + 1, Deep()));
                Assert.Equal(Ids(steps).Take(at + 1).Append("?").Concat(Ids(steps).Skip(at + 1)), Ids(StepsOf(added)));
                AssertCommentsStay(text, added, path);
                if (at + 1 < steps.Items.Count)
                {
                    var swapped = Changed(text, new SwapItems(path, at));
                    Assert.Equal(
                        Ids(steps).Take(at).Append(Ids(steps)[at + 1]).Append(Ids(steps)[at]).Concat(Ids(steps).Skip(at + 2)),
                        Ids(StepsOf(swapped)));
                    AssertCommentsStay(text, swapped, path);
                    Assert.Equal(text.TrimEnd('\n'), Changed(swapped, new SwapItems(path, at)).TrimEnd('\n'));
                }

                if (steps.Items.Count > 1)
                {
                    var removed = Changed(text, new RemoveValue(path.Item(at)));
                    Assert.Equal(Ids(steps).Where((_, index) => index != at), Ids(StepsOf(removed)));
                    Assert.DoesNotContain("\n\n\n", removed, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void After_CommentsAndLayout_AreAsTheyWere()
    {
        const string Before = """
            # 2024 年成员大会定的
            id: a
            version: 1
            title: 分红   # 对外的名称
            parameters:
              # 公积金
              reserve: { type: rate,  default: 10%, title: { zh: 公积金 } }  # 章程第八条

              fee: {type: rate, default: "5%"}
            steps:
            # 先提公积金
            - id: one
              kind: take

            # 再分
            - id: two    # 到户
              kind: allocate
            """;
        const string Expected = """
            # 2024 年成员大会定的
            id: a
            version: 1
            title: 分红   # 对外的名称
            effective: { from: 2026 }
            parameters:
              # 公积金
              reserve: { type: rate,  default: 12%, values: { 2027: 8% }, title: { zh: 公积金 } }  # 章程第八条

              fee: {type: rate, default: "6%"}
            steps:
            # 再分
            - id: two    # 到户
              kind: allocate
              clause: 其余分给各户

            # 先提公积金
            - id: one
              kind: take

            """;
        DocumentEdit[] edits =
        [
            new SetValue(DocumentPath.Of("parameters", "reserve", "default"), new DocumentScalar("12%")),
            new SetValue(DocumentPath.Of("parameters", "reserve", "values", "2027"), new DocumentScalar("8%"), ["type", "default"]),
            new SetValue(DocumentPath.Of("parameters", "fee", "default"), new DocumentScalar("6%")),
            new SetValue(DocumentPath.Of("effective", "from"), new DocumentScalar("2026"), ["id", "version", "title"]),
            new SwapItems(DocumentPath.Of("steps"), 0),
            new SetValue(DocumentPath.Of("steps").Item(0).Key("clause"), new DocumentScalar("其余分给各户")),
        ];
        Assert.Equal(Expected, edits.Aggregate(Before, Changed));
    }

    [Theory]
    [InlineData("a: 1\r\nb: 2\r\n", "crlf")]
    [InlineData("a: &x 1\nb: *x\n", "an alias")]
    [InlineData("a: [1\n", "broken")]
    [InlineData("a: 1\na: 2\n", "a key twice")]
    public void After_TextItDoesNotMeet_NothingIsChanged(string text, string why)
    {
        Assert.Null(DocumentText.After(text, new SetValue(DocumentPath.Of("a", "b"), new DocumentScalar("3")), Read));
        Assert.NotEmpty(why);
    }

    private IEnumerable<string> Texts()
    {
        string[] folders = [SchemeCases.Folder, Path.Combine(SchemeCases.RepositoryRoot(), "tests", "arrangements")];
        foreach (var folder in folders.SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal))
        {
            var written = File.ReadAllText(Path.Combine(folder, "scheme.yaml")).ReplaceLineEndings("\n");
            var document = Read(written)!;
            yield return WithComments(written);
            if (_random.Next(4) == 0)
            {
                yield return WithComments(YamlText.Of(document));
                yield return SchemeCompiler.Compile(document).Scheme is { } scheme ? SchemeDocumentText.Of(scheme) : written;
            }
        }
    }

    // A comment may stand on a line of its own or after a value, but not inside a text of several lines.
    private string WithComments(string text)
    {
        var document = Read(text)!;
        for (var i = 0; i < 12; i++)
        {
            var lines = text.Split('\n').ToList();
            var at = _random.Next(lines.Count);
            if (_random.Next(2) == 0)
            {
                lines[at] += string.Create(CultureInfo.InvariantCulture, $"  # 注{i}");
            }
            else
            {
                var indent = lines[at].Length - lines[at].TrimStart(' ').Length;
                lines.Insert(at, string.Create(CultureInfo.InvariantCulture, $"{new string(' ', indent)}# 注{i}"));
            }

            var commented = string.Join('\n', lines);
            text = Read(commented) is { } read && DocumentText.IsSame(read, document) ? commented : text;
        }

        return text;
    }

    private string Changed(string text, DocumentEdit edit)
    {
        var after = DocumentText.After(text, edit, Read);
        Assert.True(after is not null, $"{_seed}: {edit}: {edit.Path}\n{text}");
        return after;
    }

    private void AssertCommentsStay(string before, string after, DocumentPath path)
    {
        foreach (var comment in before.Split('\n').Where(line => line.Contains("# 注", StringComparison.Ordinal)))
        {
            Assert.True(after.Contains(comment[comment.IndexOf("# 注", StringComparison.Ordinal)..], StringComparison.Ordinal),
                $"{_seed}: {path}: {comment}\n{after}");
        }
    }

    private static DocumentNode? Read(string text) =>
        SchemeFile.Read(Encoding.UTF8.GetBytes(text), SchemeFile.LooksLikeJson(text), out _);

    private T[] Sample<T>(T[] all, string text)
    {
        _random.Shuffle(all);
        return text.StartsWith('{') ? all[..Math.Min(all.Length, 8)] : all[..Math.Min(all.Length, 24)];
    }

    private string Pick(params string[] words) => words[_random.Next(words.Length)];

    private static DocumentMapping Deep() => new(
    [
        new DocumentEntry("id", new DocumentScalar("?")),
        new DocumentEntry("into", new DocumentMapping([new DocumentEntry("fund:公积金", new DocumentScalar("max(0, a)"))])),
        new DocumentEntry("of", new DocumentSequence([new DocumentScalar("a: b")])),
    ]);

    private static DocumentSequence StepsOf(string text) => (DocumentSequence)((DocumentMapping)Read(text)!).Find("steps")!;

    private static string?[] Ids(DocumentSequence steps) =>
        steps.Items.Select(step => ((DocumentScalar)((DocumentMapping)step).Find("id")!).Text).ToArray();

    private static IEnumerable<DocumentPath> Mappings(DocumentNode node, DocumentPath at) => node switch
    {
        DocumentMapping mapping => mapping.Entries.SelectMany(entry => Mappings(entry.Value, at.Key(entry.Key)))
            .Concat(mapping.Entries.Count > 0 ? [at] : []),
        DocumentSequence list => list.Items.SelectMany((item, index) => Mappings(item, at.Item(index))),
        _ => [],
    };

    private static (DocumentPath Path, string? Value)[] Flat(DocumentNode node) => [.. Flat(node, DocumentPath.Root)];

    private static IEnumerable<(DocumentPath Path, string? Value)> Flat(DocumentNode node, DocumentPath at) => node switch
    {
        DocumentMapping { Entries.Count: > 0 } mapping => mapping.Entries.SelectMany(entry => Flat(entry.Value, at.Key(entry.Key))),
        DocumentSequence { Items.Count: > 0 } list => list.Items.SelectMany((item, index) => Flat(item, at.Item(index))),
        DocumentScalar scalar => [(at, scalar.Text)],
        _ => [(at, "empty")],
    };

    private static bool Same(DocumentPath one, DocumentPath other) => one.Places.SequenceEqual(other.Places);

    private static bool Below(DocumentPath path, DocumentPath above) =>
        path.Places.Count >= above.Places.Count && path.Places.Take(above.Places.Count).SequenceEqual(above.Places);

    private static DocumentPath Moved(DocumentPath path, int depth, string key) => path.Places.Select((place, at) => (place, at)).Aggregate(
        DocumentPath.Root, (moved, each) => each.at == depth ? moved.Key(key)
            : each.place.Key is { } same ? moved.Key(same) : moved.Item(each.place.Index));

    // What is left of a list closes up.
    private static IEnumerable<(string, string?)> Without((DocumentPath Path, string? Value)[] leaves, DocumentPath gone)
    {
        var (holder, last) = (gone.Places.Count - 1, gone.Places[^1]);
        return leaves.Where(leaf => !Below(leaf.Path, gone)).Select(leaf =>
            last.Key is null && Below(leaf.Path, gone.Parent) && leaf.Path.Places[holder].Index > last.Index
                ? (leaf.Path.Places.Select((place, at) => (place, at)).Aggregate(DocumentPath.Root, (path, each) =>
                    each.place.Key is { } key ? path.Key(key)
                        : path.Item(each.at == holder ? each.place.Index - 1 : each.place.Index)).ToString(), leaf.Value)
                : (leaf.Path.ToString(), leaf.Value));
    }
}
