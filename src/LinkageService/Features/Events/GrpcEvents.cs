using Grpc.Core;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Events;

/// <summary>The gRPC side of events: <c>linkage.v1.Events</c>.</summary>
internal sealed class GrpcEvents(ListEvents list, Gate gate, IHostApplicationLifetime lifetime) : Proto.Events.EventsBase
{
    // How long an event may wait for those who watch.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListEventsResponse> ListEvents(Proto.ListEventsRequest request, ServerCallContext context)
    {
        var page = await list.HandleAsync(
            Caller.Of(context.GetHttpContext()),
            new ListEventsRequest(
                MessageFields.Text(request.Organization), MessageFields.Text(request.Type), request.After,
                request.Limit == 0 ? PageRequest.StandardLimit : request.Limit),
            context.CancellationToken);
        var response = new Proto.ListEventsResponse { Next = page.Next, More = page.IsMore };
        response.Events.AddRange(page.Events.Select(Message));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task WatchEvents(
        Proto.WatchEventsRequest request, IServerStreamWriter<Proto.WatchEventsResponse> responseStream, ServerCallContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var asked = new ListEventsRequest(
            MessageFields.Text(request.Organization), MessageFields.Text(request.Type), request.After, PageRequest.StandardLimit);
        try
        {
            // Headers first: whoever watches while nothing happens knows that the call stands.
            await context.WriteResponseHeadersAsync(Metadata.Empty);
            while (true)
            {
                var page = await list.HandleAsync(Caller.Of(context.GetHttpContext()), asked, end.Token);
                for (var at = 0; at < page.Events.Count; at++)
                {
                    // Of two events of one sequence the first does not stand for both.
                    var each = page.Events[at];
                    var isLast = at + 1 == page.Events.Count || page.Events[at + 1].Seq != each.Seq;
                    await responseStream.WriteAsync(
                        new Proto.WatchEventsResponse { Event = Message(each), Next = isLast ? each.Seq : each.Seq - 1 }, end.Token);
                }

                asked = asked with { After = page.Next };
                if (!page.IsMore)
                {
                    await Task.Delay(Pause, end.Token);

                    // A key that was revoked or changed meanwhile sees no more than it may now.
                    await gate.EnterAsync(context.GetHttpContext(), Permission.ReadRuns, end.Token);
                }
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "the service is stopping: watch again after the last sequence"));
        }
    }

    private static Proto.Event Message(ServiceEvent of) => new()
    {
        Id = of.Id,
        Source = of.Source,
        Type = of.Type,
        Subject = of.Subject,
        Time = Dates.MomentText(of.At),
        Sequence = of.Seq,
        Organization = of.Data.Organization ?? "",
        Run = of.Data.Run ?? "",
        Kind = of.Data.Kind ?? "",
        Year = (int)(of.Data.Year ?? 0),
        Corrects = of.Data.Corrects ?? "",
        Household = of.Data.Household ?? "",
        Import = of.Data.Import ?? "",
        Linkage = of.Data.Linkage ?? "",
        Scheme = of.Data.Scheme ?? "",
        Version = of.Data.Version ?? 0,
        Paid = of.Data.Paid ?? 0,
        Returned = of.Data.Returned ?? 0,
        Unmatched = of.Data.Unmatched ?? 0,
        Link = of.Data.Link ?? "",
    };
}
