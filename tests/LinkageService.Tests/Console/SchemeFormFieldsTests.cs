using System.Text;
using LinkageService.Console.Pages.Schemes.Form;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Console;

/// <summary>Every field of the form, of every shipped scheme and arrangement: what it changes, and what it leaves.</summary>
public class SchemeFormFieldsTests
{
    // One field in so many is tried.
    private static readonly int Every = Thorough.Of(full: 1, quick: 6);

    public static TheoryData<string> Schemes => [.. Folders().Select(folder => Path.GetRelativePath(SchemeCases.RepositoryRoot(), folder))];

    [FullRunTheory]
    [MemberData(nameof(Schemes))]
    public void Field_ChangedAndChangedBack_ThatPlaceAloneDiffersThenTheBytesAreTheSame(string folder)
    {
        var text = File.ReadAllText(Path.Combine(SchemeCases.RepositoryRoot(), folder, "scheme.yaml")).ReplaceLineEndings("\n");
        var form = RenderedForm.Of(text);
        var changed = 0;
        var ids = form.Fields().Select(field => field.Id).ToArray();
        Assert.Equal(ids.Where(id => id.Length > 0).Distinct(), ids.Where(id => id.Length > 0));
        var tried = ids.Where(id => id.StartsWith("form-", StringComparison.Ordinal) && !Parts.Any(id.EndsWith)).ToArray();
        for (var at = new Random(TestSeed.Value ^ ids.Length).Next(Every); at < tried.Length; at += Every)
        {
            var id = tried[at];
            var field = form.Fields().First(each => each.Id == id);
            if (Other(field) is not { } value)
            {
                continue;
            }

            var place = Uri.UnescapeDataString(id["form-".Length..]);
            form.Change(field, value);
            Assert.False(form.IsRefused, $"{id}: {field.Value} to {value}");
            var after = Flat(form.Text);
            var before = Flat(text);
            var differing = before.Where(leaf => !after.Contains(leaf)).Concat(after.Where(leaf => !before.Contains(leaf)))
                .Select(leaf => leaf.Path).Distinct().ToArray();
            Assert.Equal(Comments(text), Comments(form.Text));
            if (place.EndsWith(".en", StringComparison.Ordinal) && before.Any(leaf => leaf.Path == place[..^3]))
            {
                // English beside a text that had no language: both have their own place from now on.
                Assert.Equivalent(new[] { place[..^3], place[..^3] + ".zh", place }, differing, strict: true);
                form.Show(text);
                continue;
            }

            Assert.True(differing is [var only] && (only == place || IsAccountOf(place, only) || only + "-group" == place),
                $"{id}: {field.Value} to {value} changed {string.Join(' ', differing)}");

            form.Change(form.Fields().First(each => each.Id == id), field.Value);
            Assert.True(text == form.Text, $"{id}: {field.Value} to {value} and back\n{form.Text}");
            changed++;
        }

        Assert.True(changed > Thorough.Of(full: 20, quick: 1), $"TEST_SEED={TestSeed.Value}: {changed} fields");
    }

    // A document may use the name of what every roster counts for a column of its own, in another unit.
    [Fact]
    public void Condition_ComputedWhereNoColumnCountsPeople_BeginsAllTheSame()
    {
        static DocumentMapping Of(string key, DocumentNode value) => new([new DocumentEntry(key, value)]);
        var names = new SchemeFormNames(Of("holdings", Of("members", Of("unit", new DocumentScalar("户")))));
        var condition = Assert.IsType<DocumentMapping>(Conditions.New("formula", names));
        Assert.Equal("members / members", SchemeFormNames.Word(condition.Find("formula")));
    }

    [Fact]
    public void Form_EveryBrokenDocumentThatCanBeRead_SaysEveryProblemWithItsCure()
    {
        var (documents, problems) = (0, 0);
        var folder = Path.Combine(SchemeCases.RepositoryRoot(), "tests", "LinkageService.Tests", "Features", "Schemes");
        foreach (var file in Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file).ReplaceLineEndings("\n");
            var utf8 = Encoding.UTF8.GetBytes(text);
            if (SchemeFile.Read(utf8, isJson: false, out _) is not DocumentMapping { Entries.Count: > 0 })
            {
                continue;
            }

            var words = RenderedForm.Of(text).Words();
            documents++;
            foreach (var problem in new ValidateScheme().Handle(utf8, isJson: false).Problems)
            {
                Assert.True(words.Contains(problem.Message.Zh, StringComparison.Ordinal), $"{file}: {problem.Field}: {problem.Message.Zh}");
                Assert.True(words.Contains(problem.Hint?.Zh ?? "", StringComparison.Ordinal), $"{file}: {problem.Hint?.Zh}");
                problems++;
            }
        }

        Assert.True(documents > 40 && problems > 60, $"{documents} documents, {problems} problems");
    }

    // Fields that rename a key or choose a kind: a part of a place, tried by name below.
    private static readonly string[] Parts = ["-key", "-how", "-kind", "-figure", "-top", "-bottom", "-bound"];

    private static string? Other(RenderedField field) =>
        field.Tag == "select" ? field.Options.FirstOrDefault(option => option != field.Value && option.Length > 0)
        : field.Value.EndsWith('%') ? "1.25%"
        : field.Value.Length == 0 || char.IsAsciiDigit(field.Value[0]) ? (field.Value == "7" ? "8" : "7")
        : field.Value.TrimEnd('\n') + "改";

    // { payer: company }
    private static bool IsAccountOf(string place, string path) =>
        new[] { "payer", "fund", "carry" }.Any(kind => path == place + "." + kind);

    private static HashSet<(string Path, string Value)> Flat(string text) =>
        [.. Flat(SchemeFile.Read(Encoding.UTF8.GetBytes(text), SchemeFile.LooksLikeJson(text), out _)!, DocumentPath.Root)];

    private static IEnumerable<(string Path, string Value)> Flat(DocumentNode node, DocumentPath at) => node switch
    {
        DocumentMapping { Entries.Count: > 0 } mapping => mapping.Entries.SelectMany(entry => Flat(entry.Value, at.Key(entry.Key))),
        DocumentSequence { Items.Count: > 0 } list => list.Items.SelectMany((item, index) => Flat(item, at.Item(index))),
        DocumentScalar scalar => [(at.ToString(), scalar.Text ?? "~")],
        _ => [],
    };

    private static string[] Comments(string text) =>
        [.. text.Split('\n').Select(line => (Line: line, At: line.IndexOf("# ", StringComparison.Ordinal)))
            .Where(comment => comment.At >= 0).Select(comment => comment.Line[comment.At..])];

    private static IEnumerable<string> Folders()
    {
        string[] folders = [SchemeCases.Folder, Path.Combine(SchemeCases.RepositoryRoot(), "tests", "arrangements")];
        return folders.SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal);
    }
}
