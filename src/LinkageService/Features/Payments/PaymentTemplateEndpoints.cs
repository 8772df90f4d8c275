using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Payments;

/// <summary>The REST side of the templates that organisations keep. Names are words of the office: they stand in bodies.</summary>
internal sealed class PaymentTemplateEndpoints(SavedTemplates saved, Limits limits)
{
    private const string All = "/v1/organizations/{org}/payment-templates";

    private static readonly PaymentFileContracts Json = PaymentFileContracts.Default;

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(All, ListAsync).WithName("ListPaymentTemplates")
            .WithMetadata(PaymentTemplateDocumentation.List).Requires(Permission.ReadRuns);
        routes.MapPost(All + ":save", SaveAsync).WithName("SavePaymentTemplate")
            .WithMetadata(PaymentTemplateDocumentation.Save).Requires(Permission.PrepareRuns);
        routes.MapPost(All + ":remove", RemoveAsync).WithName("RemovePaymentTemplate")
            .WithMetadata(PaymentTemplateDocumentation.Remove).Requires(Permission.PrepareRuns);
    }

    private async Task ListAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var templates = await saved.ListAsync(Caller.Of(http), org, cancellation);
        await JsonResponse.WriteAsync(http, SavedTemplatesContract.Of(templates), Json.SavedTemplatesContract, cancellation);
    }

    private async Task SaveAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var (template, problems) = PaymentFileBodies.ReadTemplate(body.Bytes);
        var kept = await saved.SaveAsync(
            Caller.Of(http), new SaveTemplateRequest(org, template) { FormProblems = problems }, cancellation);
        await JsonResponse.WriteAsync(http, SavedTemplateContract.Of(kept), Json.SavedTemplateContract, cancellation);
    }

    private async Task RemoveAsync(HttpContext http, string org, CancellationToken cancellation)
    {
        RequestBodies.MediaType(http.Request, RequestBodies.Json);
        using var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        var left = await saved.RemoveAsync(Caller.Of(http), PaymentFileBodies.ReadName(body.Bytes, org), cancellation);
        await JsonResponse.WriteAsync(http, SavedTemplatesContract.Of(left), Json.SavedTemplatesContract, cancellation);
    }
}
