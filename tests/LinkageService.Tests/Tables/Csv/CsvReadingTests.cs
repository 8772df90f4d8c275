using System.Text;
using LinkageService.Tables;
using LinkageService.Tables.Csv;

namespace LinkageService.Tests.Tables.Csv;

public sealed class CsvReadingTests
{
    [Theory]
    [InlineData("户,地\n农户0001,0001\n", "1:户|地 2:农户0001|0001")]
    [InlineData("户\t地\r\n农户0001\t1,5\r\n", "1:户|地 2:农户0001|1,5")]
    [InlineData("户;地\n农户0001;1,5", "1:户|地 2:农户0001|1,5")]
    [InlineData("\"户;\",地\n1,2", "1:户;|地 2:1|2")]
    [InlineData("\"户,主\";地\n1;2", "1:户,主|地 2:1|2")]
    [InlineData("\n,,\n 户 ,地,\n\n1,\"a\nb\"\n,\n2,3,\n", "3: 户 |地 5:1|a\nb 8:2|3")]
    [InlineData("户,地\r1,2\r3,4", "1:户|地 2:1|2 3:3|4")]
    [InlineData("户,地\n1\n1,2,3\n1,2,,\n", "1:户|地 2:1 3:1|2|3 4:1|2")]
    [InlineData("户\n'=1+1\n'户\n", "1:户 2:=1+1 3:'户")]
    [InlineData("户,地\n=\"0001\",2\n\"=\"\"0002\"\"\",=\"-3\"\r\n=\"农户, 4\",\"x,=\"\",y\"", "1:户|地 2:0001|2 3:0002|-3 4:农户, 4|x,=\",y")]
    [InlineData("\uFEFF=\"户\"\t地\n=\"0001\"\t=\"\"", "1:户|地 2:0001|")]
    public async Task Read_Rows_HaveLineAndCells(string csv, string expected)
    {
        Assert.Equal(expected, TableFiles.Show(await TableFiles.ReadAsync(csv)));
    }

    [Theory]
    [InlineData("户,地\n1,2\n3,\"4\n5,6\n7,8\n", 3)]
    [InlineData("户,地\n1,\"2\n\"\n3,\"4\"x\n", 4)]
    [InlineData("户,地\n1,2\"x\"\n", 2)]
    [InlineData("户,地\n=\"1\",2\n=\"=1+1\",2\n", 3)]
    [InlineData("户,地\n=\"1\"x,2\n", 2)]
    [InlineData("户,地\n1,2\n3,4\0\n", 3)]
    [InlineData("", 0)]
    [InlineData("\n , \n", 0)]
    [InlineData(" <html><table>", 0)]
    public async Task Read_BrokenText_NamesTheRow(string csv, int row)
    {
        var problem = await TableFiles.ProblemAsync(Encoding.UTF8.GetBytes(csv));
        Assert.Equal("malformed_csv", problem.Code.Name);
        Assert.Equal(row, problem.Line);
        Assert.Equal(row > 0, problem.Message.Zh.StartsWith($"第 {row} 行", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_OpenQuoteInAHugeFile_StopsAtTheLimit()
    {
        var csv = "户,地\n\"1,2\n" + string.Concat(Enumerable.Repeat("农户0001,0001\n", 300_000));
        var problem = await TableFiles.ProblemAsync(Encoding.UTF8.GetBytes(csv));
        Assert.Equal(2, problem.Line);
    }

    [Fact]
    public async Task Read_TooManyCells_NamesTheRow()
    {
        var problem = await TableFiles.ProblemAsync(Encoding.UTF8.GetBytes("a,b\n1" + new string(',', 1_000)));
        Assert.Equal("row 2: 1001 cells, at most 1000", problem.Message.En);
    }

    [Fact]
    public async Task Open_FileOverTheLimit_IsTooLarge()
    {
        var limits = TableLimits.Default with { MaxBytes = 5_000 };
        var problem = await TableFiles.ProblemAsync(new byte[5_001], limits: limits);
        Assert.Equal("body_too_large", problem.Code.Name);
    }

    /// <summary>The one name that tells the encodings apart stands in the last row; characters straddle every block of reading.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Read_LongGb18030_IsDetectedAndWhole(int shift)
    {
        var csv = "id,name" + new string('x', shift) + "\n"
            + string.Concat(Enumerable.Repeat("1,ascii\n", 20_000)) + string.Concat(Enumerable.Repeat("2,户龥𠮷㐀\n", 40_000));
        var rows = await TableFiles.ReadAsync(TableFiles.Gb18030.GetBytes(csv));
        Assert.Equal(60_001, rows.Count);
        Assert.All(rows.Skip(20_001), row => Assert.Equal("户龥𠮷㐀", row.Cells[1]));
        Assert.Equal(60_001, rows[^1].Number);
    }

    [Theory]
    [InlineData("61 0A 62 0A FF FF 0A", 3)]
    [InlineData("EF BB BF 61 0A B0 A1 0A", 2)]
    [InlineData("FF FE 61 00 00 D8 61 00", 0)]
    [InlineData("61 0A 81", 2)]
    public async Task Read_NoKnownEncoding_NamesTheLine(string bytes, int line)
    {
        var problem = await TableFiles.ProblemAsync(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal("malformed_csv", problem.Code.Name);
        Assert.Equal(line, problem.Line);
    }

    [Fact]
    public async Task Read_AnyBytes_IsATableOrAProblem()
    {
        var seed = TestSeed.Value;
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        var random = new Random(seed);
        var pieces = new[] { "户,地", "\n", "\r", "\"", ",", "\0", "\u00FF", "1", "农", "=" };
        for (var at = 0; at < 3_000; at++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => pieces[random.Next(pieces.Length)]));
            var encoding = new[] { Encoding.UTF8, Encoding.Latin1, TableFiles.Gb18030, Encoding.BigEndianUnicode }[random.Next(4)];
            try
            {
                await TableFiles.ReadAsync(encoding.GetBytes(text));
            }
            catch (TableException exception)
            {
                Assert.Equal("malformed_csv", exception.Problem.Code.Name);
            }
        }
    }

    [Fact]
    public async Task Read_Utf16BigEndian_IsRead()
    {
        var file = Encoding.BigEndianUnicode.GetPreamble().Concat(Encoding.BigEndianUnicode.GetBytes("户,地\n农户0001,2")).ToArray();
        Assert.Equal("1:户|地 2:农户0001|2", TableFiles.Show(await TableFiles.ReadAsync(file)));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-x", "'-x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("＝x", "'＝x")]
    [InlineData("'=x", "''=x")]
    [InlineData("-5", "-5")]
    [InlineData("+5.25", "+5.25")]
    [InlineData("-5.", "'-5.")]
    [InlineData("'x", "'x")]
    [InlineData("'", "'")]
    [InlineData("农户0001", "农户0001")]
    public void Add_ToAText_IsUndone(string text, string guarded)
    {
        Assert.Equal(guarded, CsvFormulaGuard.Add(text));
        Assert.Equal(text, CsvFormulaGuard.Remove(guarded));
    }

    [Fact]
    public async Task Write_Csv_IsWhatExcelOpens()
    {
        var rows = new[] { new[] { TableCell.Of("户"), TableCell.Of("a\"b") }, [TableCell.Of("=x"), TableCell.Decimal("-5", 0)] };
        var file = await TableFiles.WriteAsync(TableFormat.Csv, rows);
        Assert.Equal([.. Encoding.UTF8.Preamble, .. "户,\"a\"\"b\"\r\n'=x,-5\r\n"u8], file);
    }
}
