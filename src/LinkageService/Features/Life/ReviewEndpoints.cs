using LinkageService.Access;
using LinkageService.Http;

namespace LinkageService.Features.Life;

/// <summary>The REST side of what is looked at before an act: exceptions and blockers.</summary>
internal sealed class ReviewEndpoints(FindExceptions exceptions, FindBlockers blockers)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/runs/{run}/exceptions", ExceptionsAsync).WithName("ListRunExceptions")
            .WithMetadata(ReviewDocumentation.Exceptions).Requires(Permission.ReadRuns);
        routes.MapGet("/v1/runs/{run}/blockers", BlockersAsync).WithName("ListRunBlockers")
            .WithMetadata(ReviewDocumentation.Blockers).Requires(Permission.ReadRuns);
    }

    private async Task ExceptionsAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "percent", "cursor", "limit");
        var request = new RunExceptionsRequest(run, query.Whole("percent", RunExceptionsRequest.Percents), query.Page())
        {
            FormProblems = query.Problems,
        };
        var found = await exceptions.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(
            http, RunExceptionsContract.Of(found, request.Page), ReviewContracts.Default.RunExceptionsContract, cancellation);
    }

    private async Task BlockersAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        QueryFields.Of(http.Request).Check();
        var found = await blockers.HandleAsync(Caller.Of(http), run, cancellation);
        await JsonResponse.WriteAsync(http, RunBlockersContract.Of(found), ReviewContracts.Default.RunBlockersContract, cancellation);
    }
}
