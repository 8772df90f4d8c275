using System.Globalization;
using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Audit;

/// <summary>The REST side of the audit log.</summary>
internal sealed class AuditEndpoints(ListAuditEntries list, VerifyAuditChain verify)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/audit", ListAsync).WithName("ListAuditEntries").WithMetadata(AuditDocumentation.List)
            .Requires(Permission.ReadAudit);
        routes.MapGet("/v1/audit/verification", VerifyAsync).WithName("VerifyAuditChain")
            .WithMetadata(AuditDocumentation.Verification).Requires(Permission.ReadAudit);
        routes.MapGet("/v1/audit/head", HeadAsync).WithName("GetAuditHead").WithMetadata(AuditDocumentation.Head)
            .Requires(Permission.ReadAudit);
    }

    private async Task ListAsync(HttpContext http, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "organization", "subject", "after", "limit");
        var request = new ListAuditEntriesRequest(query.Text("organization"), query.Text("subject"), query.After(), query.Limit())
        {
            FormProblems = query.Problems,
        };
        var page = await list.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(http, AuditPageContract.Of(page), AuditContracts.Default.AuditPageContract, cancellation);
    }

    private async Task VerifyAsync(HttpContext http, CancellationToken cancellation)
    {
        var found = await verify.HandleAsync(cancellation);
        await JsonResponse.WriteAsync(
            http, AuditVerificationContract.Of(found), AuditContracts.Default.AuditVerificationContract, cancellation);
    }

    private async Task HeadAsync(HttpContext http, CancellationToken cancellation)
    {
        var head = await verify.HeadAsync(cancellation);
        await JsonResponse.WriteAsync(http, AuditHeadContract.Of(head), AuditContracts.Default.AuditHeadContract, cancellation);
    }
}
