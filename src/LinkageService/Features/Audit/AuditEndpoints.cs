using System.Globalization;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Tables;
using Microsoft.Net.Http.Headers;

namespace LinkageService.Features.Audit;

/// <summary>The REST side of the audit log.</summary>
internal sealed class AuditEndpoints(
    ListAuditEntries list, ExportAuditEntries export, VerifyAuditChain verify, FindAuditHead heads)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/audit", ListAsync).WithName("ListAuditEntries").WithMetadata(AuditDocumentation.List)
            .Requires(Permission.ReadAudit);
        routes.MapGet("/v1/audit:export", (HttpContext http, CancellationToken cancellation) =>
                RespondAsync(http, export, Caller.Of(http), cancellation)).WithName("ExportAuditEntries")
            .WithMetadata(AuditDocumentation.Export).Requires(Permission.ReadAudit);
        routes.MapGet("/v1/audit/verification", VerifyAsync).WithName("VerifyAuditChain")
            .WithMetadata(AuditDocumentation.Verification).Requires(Permission.ReadAudit);
        routes.MapGet("/v1/audit/head", HeadAsync).WithName("GetAuditHead").WithMetadata(AuditDocumentation.Head)
            .Requires(Permission.ReadAudit);
        routes.MapGet("/v1/audit/head:export", ExportHeadAsync).WithName("ExportAuditHead").WithMetadata(AuditDocumentation.Checkpoint)
            .Requires(Permission.ReadAudit);
        routes.MapGet("/v1/audit/proofs/{org}", ProofAsync).WithName("GetAuditProof").WithMetadata(AuditDocumentation.Proof)
            .Requires(Permission.ReadAudit);
    }

    private async Task ListAsync(HttpContext http, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, [.. Filters, "after", "limit"]);
        var request = Read(query) with { After = query.After(), Limit = query.Limit(), FormProblems = query.Problems };
        var page = await list.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(http, AuditPageContract.Of(page), AuditContracts.Default.AuditPageContract, cancellation);
    }

    /// <summary>Answers with a file, whoever let the caller in.</summary>
    /// <param name="http">The request.</param>
    /// <param name="export">The handler.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task RespondAsync(HttpContext http, ExportAuditEntries export, Caller caller, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, [.. Filters, "format", "lang"]);
        var format = query.OneOf("format", AuditTable.Formats) == "csv" ? TableFormat.Csv : TableFormat.Xlsx;
        var request = new AuditTable(Read(query), format, query.OneOf("lang", "zh", "en") == "zh");
        query.Check();
        AcceptHeader.Require(http.Request, request.ContentType.Split(';')[0]);
        await export.HandleAsync(caller, request, () => Begin(http.Response, request), cancellation);
    }

    private static readonly string[] Filters = ["organization", "subject", "actor", "action", "from", "to"];

    private static ListAuditEntriesRequest Read(QueryFields query) =>
        new(query.Text("organization"), query.Text("subject"), 0, PageRequest.StandardLimit)
        {
            Actor = query.Text("actor"), Action = query.Text("action"), From = query.Date("from"), To = query.Date("to"),
        };

    private static Stream Begin(HttpResponse response, AuditTable request)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(request.FileName);
        response.ContentType = request.ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = disposition.ToString();
        return response.Body;
    }

    private async Task VerifyAsync(HttpContext http, CancellationToken cancellation)
    {
        var found = await verify.HandleAsync(Caller.Of(http), cancellation);
        await JsonResponse.WriteAsync(
            http, AuditVerificationContract.Of(found), AuditContracts.Default.AuditVerificationContract, cancellation);
    }

    private async Task HeadAsync(HttpContext http, CancellationToken cancellation)
    {
        var head = await heads.HandleAsync(DayOf(http), cancellation);
        await JsonResponse.WriteAsync(http, AuditHeadContract.Of(head), AuditContracts.Default.AuditHeadContract, cancellation);
    }

    private async Task ExportHeadAsync(HttpContext http, CancellationToken cancellation)
    {
        var head = await heads.HandleAsync(DayOf(http), cancellation);
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = new DownloadName(
            string.Create(CultureInfo.InvariantCulture, $"audit-head-{head.Tree.Size}.txt"), Title: null).Disposition();
        await http.Response.WriteAsync(AuditCheckpoint.Of(head.Tree), cancellation);
    }

    private async Task ProofAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        var proof = await heads.ProofAsync(Caller.Of(http), org, DayOf(http), cancellation);
        await JsonResponse.WriteAsync(http, AuditProofContract.Of(proof), AuditContracts.Default.AuditProofContract, cancellation);
    }

    private static DateOnly? DayOf(HttpContext http)
    {
        var query = QueryFields.Of(http.Request, "on");
        var day = query.Date("on");
        query.Check();
        return day;
    }
}
