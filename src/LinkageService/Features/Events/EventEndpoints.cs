using LinkageService.Access;
using LinkageService.Http;

namespace LinkageService.Features.Events;

/// <summary>The REST side of events.</summary>
internal sealed class EventEndpoints(ListEvents list)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/events", ListAsync).WithName("ListEvents")
        .WithMetadata(EventDocumentation.List).Requires(Permission.ReadRuns);

    private async Task ListAsync(HttpContext http, CancellationToken cancellation)
    {
        var query = QueryFields.Of(http.Request, "after", "organization", "type", "limit");
        var request = new ListEventsRequest(query.Text("organization"), query.Text("type"), query.After(), query.Limit())
        {
            FormProblems = query.Problems,
        };
        var page = await list.HandleAsync(Caller.Of(http), request, cancellation);
        await JsonResponse.WriteAsync(http, page.Contract(), EventContracts.Default.EventPageContract, cancellation);
    }
}
