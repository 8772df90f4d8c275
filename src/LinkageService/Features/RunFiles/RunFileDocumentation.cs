using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.RunFiles;

/// <summary>What the OpenAPI document says of the scans and photographs of runs.</summary>
internal static class RunFileDocumentation
{
    /// <summary>A file as examples name it.</summary>
    public const string ExampleFile = "0193b2c4d5e67f8091a2b3c4d5e6f708";

    private const string Pdf = "application/pdf";

    private static readonly Dictionary<string, string> Path =
        new(StringComparer.Ordinal) { ["run"] = RunDocumentation.ExampleRun };

    private static readonly Dictionary<string, string> FilePath = new(StringComparer.Ordinal)
    {
        ["run"] = RunDocumentation.ExampleRun, ["file"] = ExampleFile,
    };

    public static EndpointDocumentation Add { get; } = new(
        "附上扫描件或照片 | Add a scan or photograph",
        """
        会议记录、签到表、公示照片、发放签字表等，PDF、JPEG 或 PNG（按内容认，不看名称），一个最大 10 MB，一次核算最多 50 个。
        内容的摘要记入审计链；核算本身不变，不用 If-Match。同样的文件再发一次还是那一个（200）。
        Minutes, attendance lists, photographs of the notice, signed payout sheets: PDF, JPEG or PNG by their bytes, up to 10 MB each, 50
        for a run. The digest of the content is in the audit chain; the run does not change, so no If-Match is wanted. The same file
        sent again is the one that is there (200).
        """)
    {
        Body = typeof(string),
        BodyTypes = FileForm.SentAs,
        Response = typeof(RunFileContract),
        Successes = [200, 201],
        Failures = [400, 401, 403, 404, 413, 415, 503],
        Headers = ["Location"],
        Parameters =
        [
            new ParameterDocumentation(
                "kind", "是什么：notice_photo、attendance、minutes、signed_sheet 或 other | What it shows", "minutes")
                { CheckedBy = typeof(AddRunFileValidator), IsRequired = true },
            new ParameterDocumentation("name", "文件名，默认按 kind | Its name; after kind unless stated", "会议记录.pdf")
                { CheckedBy = typeof(AddRunFileValidator) },
        ],
        PathExamples = Path,
        Examples =
        [
            new BodyExample("minutes", "会议记录 | Minutes", Pdf, "%PDF-1.4\n%%EOF", 201),
            new BodyExample("another", "不是 PDF | No PDF", Pdf, "PK", 415),
        ],
    };

    public static EndpointDocumentation List { get; } = new(
        "扫描件和照片 | Scans and photographs", "撤下的也列，写明谁在何时撤下。 | Those taken out too, with who took them out when.")
    {
        Response = typeof(RunFilesContract),
        Failures = [400, 401, 403, 404, 503],
        PathExamples = Path,
    };

    public static EndpointDocumentation Get { get; } = new(
        "下载一个 | One of them", "总是作为附件下载。 | Always as a download.")
    {
        Response = typeof(string),
        ResponseTypes = FileForm.MediaTypes,
        Failures = [400, 401, 403, 404, 503],
        PathExamples = FilePath,
    };

    public static EndpointDocumentation Remove { get; } = new(
        "撤下一个 | Take one out",
        "内容删除，名称、大小、摘要和谁撤下的留着。 | Its content is deleted; its name, size, digest and who took it out stay.")
    {
        Response = typeof(RunFileContract),
        Failures = [400, 401, 403, 404, 503],
        PathExamples = FilePath,
    };
}
