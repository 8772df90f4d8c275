using System.Security.Cryptography;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.RunFiles;

/// <summary>A scan or photograph to be kept with a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Kind">One of <see cref="RunFileKinds.All"/>.</param>
/// <param name="Name">As whoever adds it calls it; null names it after what it shows.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record AddRunFileRequest(string Run, string? Kind, string? Name, ReadOnlyMemory<byte> Content) : CheckedRequest
{
    /// <summary>Bytes of a file at most.</summary>
    /// <value>10 MiB.</value>
    public const int MaxBytes = 10 << 20;

    /// <summary>Files of a run at most, those taken out not counted.</summary>
    /// <value>50.</value>
    public const int MaxFiles = 50;
}

/// <summary>The shape of it.</summary>
internal sealed class AddRunFileValidator : AbstractValidator<AddRunFileRequest>
{
    public AddRunFileValidator()
    {
        RuleFor(request => request.Kind).IsThere("kind").IsOneOf("kind", RunFileKinds.All);
        RuleFor(request => request.Name).IsText("name", TextRules.MaxName, hasLines: false);
    }
}

/// <summary>A file that is kept.</summary>
/// <param name="Row">What it is.</param>
/// <param name="IsNew">Whether it was kept now; false where the same file of the same kind was there already.</param>
internal sealed record AddedRunFile(RunFileRow Row, bool IsNew);

/// <summary>
/// Keeps a scan or photograph with a run: PDF, JPEG or PNG by its bytes, hashed into the audit chain. The run itself does not change, so
/// that minutes can be added to what is approved and signed sheets to what is paid. Sent again, the same file of the same kind is one.
/// </summary>
internal sealed class AddRunFile(Database database, TimeProvider time)
{
    private readonly AddRunFileValidator _validator = new();

    /// <summary>What is said of a file that is too large.</summary>
    public static Failure TooLarge { get; } = Failure.Of(ProblemCodes.BodyTooLarge,
        $"一个文件最大 {AddRunFileRequest.MaxBytes >> 20} MB；照片请先缩小，长的材料请分开",
        $"a file has at most {AddRunFileRequest.MaxBytes >> 20} MB: make photographs smaller, split long papers");

    /// <exception cref="RefusedException"><c>unknown_run</c>, or what is wrong with the file.</exception>
    public async Task<AddedRunFile> HandleAsync(Caller caller, AddRunFileRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        if (request.Content.Length > AddRunFileRequest.MaxBytes)
        {
            throw new RefusedException(TooLarge);
        }

        var form = FileForm.Of(request.Content.Span) ?? throw new RefusedException(Failure.Of(ProblemCodes.UnsupportedMediaType,
            "文件不是 PDF、JPEG 或 PNG；请把照片存成 JPG，把文档另存为 PDF",
            "the file is no PDF, JPEG or PNG: save photographs as JPEG and papers as PDF"));
        var content = request.Content.ToArray();
        var hash = SHA256.HashData(content);
        var known = await database.SnapshotAsync(async session =>
        {
            var run = await RunAccess.RequireAsync(session, caller, request.Run);
            return Same(await ThereAsync(session, run), request.Kind, hash);
        }, cancellation);
        return known is null
            ? await KeepAsync(caller, request, form, content, hash, cancellation)
            : new AddedRunFile(known, IsNew: false);
    }

    private Task<AddedRunFile> KeepAsync(
        Caller caller, AddRunFileRequest request, FileForm form, byte[] content, byte[] hash, CancellationToken cancellation) =>
        database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var run = await RunAccess.HoldAsync(session, caller, request.Run);
            var there = await ThereAsync(session, run);
            if (there.Length >= AddRunFileRequest.MaxFiles)
            {
                throw new RefusedException(Failure.Of(ProblemCodes.TooManyFiles,
                    $"一次核算最多 {AddRunFileRequest.MaxFiles} 个文件", $"a run has at most {AddRunFileRequest.MaxFiles} files"));
            }

            var row = new RunFileRow(
                Guid.CreateVersion7(session.Change.At).ToString("N"), run.Id, request.Kind!, NameOf(request, form), form.MediaType,
                content.Length, hash, caller.Name, Moment.Of(session.Change.At), RemovedBy: null, RemovedAt: null);
            await RunFileStore.AddAsync(session, run.OrganizationId, row, content, DetailsOf(row));
            return new AddedRunFile(row, IsNew: true);
        }, cancellation);

    private static async Task<RunFileRow[]> ThereAsync(Session session, RunRow run) =>
        [.. (await RunFileStore.ListAsync(session, run.Id)).Where(file => file.RemovedAt is null)];

    private static RunFileRow? Same(IEnumerable<RunFileRow> there, string? kind, byte[] hash) =>
        there.FirstOrDefault(file => file.Kind == kind && file.Sha256.AsSpan().SequenceEqual(hash));

    /// <summary>What the audit log says of a file.</summary>
    public static string DetailsOf(RunFileRow row) => JsonDetails.Of(
        ("run", row.RunId), ("kind", row.Kind), ("name", row.Name), ("size", row.Size), ("digest", DigestText.Of(row.Sha256)));

    // A name without path, with the ending of what it is.
    private static string NameOf(AddRunFileRequest request, FileForm form)
    {
        var stated = request.Name is null ? null : TextRules.Trim(request.Name.Split('/', '\\')[^1]);
        var name = stated ?? RunFileKinds.Title(request.Kind!).Zh;
        var ending = name.LastIndexOf('.') is var dot and > 0 ? name[dot..].ToLowerInvariant() : "";
        return ending == form.Extension || (ending == ".jpeg" && form.Extension == ".jpg") ? name : name + form.Extension;
    }
}
