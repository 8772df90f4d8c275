using System.IO.Compression;

namespace LinkageService.Tests.Tables.Xlsx;

/// <summary>A workbook written by hand, so that each part can be what Excel, or an attacker, makes of it.</summary>
internal sealed record Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>What is in <c>sheetData</c> of the first sheet.</summary>
    public string Rows { get; init; } = "";

    public string Shared { get; init; } = "";

    public string Formats { get; init; } = "";

    public string Styles { get; init; } = "<xf numFmtId=\"0\"/>";

    public string Properties { get; init; } = "";

    public string Sheets { get; init; } = "<sheet name=\"名册\" sheetId=\"1\" r:id=\"rId1\"/>";

    /// <summary>What stands behind the rows of the first sheet, such as merged cells.</summary>
    public string AfterRows { get; init; } = "";

    /// <summary>What stands before the rows of the first sheet, such as widths of columns.</summary>
    public string BeforeRows { get; init; } = "";

    /// <summary>What stands before the formats, such as fonts.</summary>
    public string BeforeFormats { get; init; } = "";

    public string Prolog { get; init; } = "";

    public string Namespace { get; init; } = Main;

    public byte[] ToFile() => TableFiles.Zip(
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("_rels/.rels", $"<Relationships xmlns=\"{Package}\">{Relationship(1, "officeDocument", "/xl/workbook.xml")}</Relationships>"),
        ("xl/workbook.xml", $"<workbook xmlns=\"{Namespace}\" xmlns:r=\"{Office}\">{Properties}<sheets>{Sheets}</sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}\">"
            + Relationship(1, "worksheet", "worksheets/sheet1.xml") + Relationship(2, "worksheet", "worksheets/sheet2.xml")
            + Relationship(3, "sharedStrings", "sharedStrings.xml") + Relationship(4, "styles", "styles.xml") + "</Relationships>"),
        ("xl/sharedStrings.xml", $"<sst xmlns=\"{Namespace}\">{Shared}</sst>"),
        ("xl/styles.xml", $"<styleSheet xmlns=\"{Namespace}\">{BeforeFormats}<numFmts>{Formats}</numFmts>"
            + $"<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>{Styles}</cellXfs></styleSheet>"),
        ("xl/worksheets/sheet1.xml",
            $"{Prolog}<worksheet xmlns=\"{Namespace}\">{BeforeRows}<sheetData>{Rows}</sheetData>{AfterRows}</worksheet>"),
        ("xl/worksheets/sheet2.xml", $"<worksheet xmlns=\"{Namespace}\"><sheetData><row><c t=\"inlineStr\"><is><t>二</t></is></c>"
            + "</row></sheetData></worksheet>"));

    /// <summary>A file too large to make in memory: rows and shared texts are written piece by piece.</summary>
    public static void WriteLarge(Stream file, Action<TextWriter> rows, Action<TextWriter> shared)
    {
        using var template = new ZipArchive(new MemoryStream(new Workbook { Rows = "¤", Shared = "¤" }.ToFile()));
        using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var part in template.Entries)
        {
            using var text = new StreamReader(part.Open());
            using var packed = new StreamWriter(zip.CreateEntry(part.FullName, CompressionLevel.Fastest).Open());
            var halves = text.ReadToEnd().Split('¤');
            packed.Write(halves[0]);
            if (halves.Length > 1)
            {
                (part.Name == "sheet1.xml" ? rows : shared)(packed);
                packed.Write(halves[1]);
            }
        }
    }

    private static string Relationship(int id, string kind, string part) =>
        $"<Relationship Id=\"rId{id}\" Type=\"{Office}/{kind}\" Target=\"{part}\"/>";
}
