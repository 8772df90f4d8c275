using System.IO.Compression;
using LinkageService.Tables;

namespace LinkageService.Tests.Tables.Xlsx;

/// <summary>Files that are not what they say, or were made to do harm: each a problem, none another exception, none the memory.</summary>
[Collection(nameof(TableMemory))]
public sealed class XlsxHostileTests
{
    private static readonly int Mutations = Thorough.Of(full: 2_000, quick: 300);
    private const long MaxLiveBytes = 20L << 20;

    [Theory]
    [InlineData("D0CF11E0A1B11AE1", "the file is damaged or has a password")]
    [InlineData("504B0304", "the file is damaged")]
    [InlineData("504B0506000000000000000000000000000000000000", "this is no Excel workbook")]
    public async Task Open_FirstBytes_SayWhatIsWrong(string bytes, string message)
    {
        var problem = await TableFiles.ProblemAsync(Convert.FromHexString(bytes));
        Assert.Equal("malformed_xlsx", problem.Code.Name);
        Assert.StartsWith(message, problem.Message.En, StringComparison.Ordinal);
        Assert.NotEqual("", problem.Message.Zh);
    }

    [Fact]
    public async Task Open_OtherZip_IsNoWorkbook()
    {
        const string relationship = "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='xl/{0}'/></Relationships>";
        var binary = TableFiles.Zip(("_rels/.rels", relationship.Replace("{0}", "workbook.bin", StringComparison.Ordinal)));
        var word = TableFiles.Zip(
            ("_rels/.rels", relationship.Replace("{0}", "document.xml", StringComparison.Ordinal)), ("xl/document.xml", "<document/>"));
        Assert.Contains(".xlsb", (await TableFiles.ProblemAsync(binary)).Message.En, StringComparison.Ordinal);
        Assert.Contains("no Excel workbook", (await TableFiles.ProblemAsync(word)).Message.En, StringComparison.Ordinal);
        var other = TableFiles.Zip(("a", "b"));
        Assert.Contains("no Excel workbook", (await TableFiles.ProblemAsync(other)).Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ExternalEntity_IsNotResolved()
    {
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, "secret");
        var workbook = new Workbook
        {
            Prolog = $"<!DOCTYPE x [<!ENTITY e SYSTEM \"file://{secret}\">]>",
            Rows = "<row><c t=\"inlineStr\"><is><t>&e;</t></is></c></row>",
        };
        var problem = await TableFiles.ProblemAsync(workbook.ToFile());
        File.Delete(secret);
        Assert.StartsWith("the file is damaged", problem.Message.En, StringComparison.Ordinal);
    }

    /// <summary>Each unpacks to over the limit, out of much less; each is a way to fill the memory of a reader of XML.</summary>
    [FullRunTheory]
    [InlineData("<row><c t=\"inlineStr\"><is><t>", "农户农户农户农户", "", "a piece of its content is over 1048576 bytes")]
    [InlineData("<row x=\"", "aaaaaaaaaaaaaaaa", "", "a piece of its content is over 1048576 bytes")]
    [InlineData("<row>", "<a>", "", "its XML is nested too deeply")]
    [InlineData("<row>", "<a{0}/>", "", "its XML has too many different names")]
    [InlineData("<row><c t=\"inlineStr\"><is>", "<t>aaaaaaaaaaaaaaaa</t>", "", "a text is over 1048576 characters")]
    [InlineData("<row>", "<c t=\"inlineStr\"><is><t>x</t></is></c>", "", "a row has at most 1000 cells")]
    [InlineData("", "<row/>", "", "there are over 1048576 rows")]
    [InlineData("<row><c><!--", "aaaaaaaaaaaaaaaa<", "", "the table file is over 16777216 bytes")]
    [InlineData("<row><c>", "<a/>", "", "the table file is over 16777216 bytes")]
    [InlineData("", "", "<si><t>x</t></si>", "there are too many different texts")]
    [InlineData("", "", "<si><t>{0}</t></si>", "there are too many different texts")]
    public async Task Read_Bomb_IsRefusedInBoundedMemory(string start, string repeated, string shared, string message)
    {
        var limits = TableLimits.Default with { MaxBytes = 16 << 20, MaxSharedTexts = 250_000 };
        var file = Bomb(start, repeated, shared, limits.MaxBytes + 1);
        var memory = new TableMemory();
        await using var watch = new Timer(_ => memory.Note(), null, 50, 250);
        var problem = await TableFiles.ProblemAsync(file, limits: limits);
        Assert.Contains(message, problem.Message.En, StringComparison.Ordinal);
        Assert.True(memory.PeakLive < MaxLiveBytes, $"{memory.PeakLive} bytes were live");
    }

    [Fact]
    public async Task Open_ZipOfManyEntries_IsRefused()
    {
        var problem = await TableFiles.ProblemAsync(TableFiles.Zip([.. Enumerable.Range(0, 25_000).Select(at => ($"{at}", ""))]));
        Assert.StartsWith("the zip has too many entries", problem.Message.En, StringComparison.Ordinal);
    }

    /// <summary>
    /// Bytes changed, cut and doubled: in the zip, the same table or a problem, never another table; in the XML inside, a table or a
    /// problem.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_MutatedFile_IsATableOrAProblem(bool inside)
    {
        var seed = TestSeed.Value;
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        var random = new Random(seed);
        var original = new Workbook
        {
            Formats = "<numFmt numFmtId=\"176\" formatCode=\"yyyy\"/>",
            Styles = "<xf numFmtId=\"0\"/><xf numFmtId=\"176\"/>",
            Shared = "<si><t>户</t></si><si><r><t>a</t></r><rPh><t>b</t></rPh></si>",
            Rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>地</t></is></c></row>"
                + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" s=\"1\"><f>A1</f><v>45351.5</v></c></row>",
        }.ToFile();
        var read = 0;
        for (var at = 0; at < Mutations; at++)
        {
            var file = inside ? MutateParts(original, random) : Mutate(original, random);
            try
            {
                var table = TableFiles.Show(await TableFiles.ReadAsync(file));
                Assert.True(inside || table == "1:户|地 2:a|2024-02-29T12:00:00", table);
                read++;
            }
            catch (TableException)
            {
                // As it should be.
            }
        }

        Assert.InRange(read, 1, Mutations - 1);
    }

    private static byte[] MutateParts(byte[] original, Random random)
    {
        using var zip = new ZipArchive(new MemoryStream(original));
        var chosen = random.Next(zip.Entries.Count);
        return TableFiles.ZipBytes([.. zip.Entries.Select((entry, at) =>
        {
            var bytes = new MemoryStream();
            using var part = entry.Open();
            part.CopyTo(bytes);
            return (entry.FullName, at == chosen ? Mutate(bytes.ToArray(), random) : bytes.ToArray());
        })]);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 4); change > 0 && bytes.Count > 40; change--)
        {
            var at = random.Next(bytes.Count - 40);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = (byte)(bytes[at] ^ (1 << random.Next(8)));
                    break;
                case 2:
                    bytes.RemoveRange(at, random.Next(1, 20));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - 40), random.Next(1, 20)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Bomb(string start, string repeated, string shared, long length)
    {
        var bytes = new MemoryStream();
        Workbook.WriteLarge(bytes, rows => Fill(rows, start, repeated), texts => Fill(texts, "", shared));
        return bytes.ToArray();

        void Fill(TextWriter part, string opening, string unit)
        {
            part.Write(opening);
            var written = 0L;
            for (var at = 0; unit.Length > 0 && written < length; at++)
            {
                var piece = unit.Replace("{0}", $"{at}", StringComparison.Ordinal);
                part.Write(piece);
                written += piece.Length;
            }
        }
    }
}
