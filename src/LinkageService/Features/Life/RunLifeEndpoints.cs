using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.Life;

/// <summary>The REST side of a run's life: each transition is one POST that says which revision it is about.</summary>
internal sealed class RunLifeEndpoints(
    SubmitRun submit, DiscloseRun disclose, Objections objections, ApproveRun approve, PayRun pay, CloseRun close, CancelRun cancel,
    Limits limits)
{
    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "submit", "SubmitRun", RunLifeDocumentation.Submit, Permission.PrepareRuns, (transition, body, cancellation) =>
            submit.HandleAsync(transition.Caller, transition.Run, transition.ETag, RunBodies.ReadSubmit(body), cancellation));
        Map(routes, "disclose", "DiscloseRun", RunLifeDocumentation.Disclose, Permission.PrepareRuns, (transition, body, cancellation) =>
            disclose.HandleAsync(transition.Caller, transition.Run, transition.ETag, RunBodies.ReadDisclose(body), cancellation));
        Map(routes, "approve", "ApproveRun", RunLifeDocumentation.Approve, Permission.ApproveRuns, (transition, body, cancellation) =>
            approve.HandleAsync(transition.Caller, transition.Run, transition.ETag, RunBodies.ReadApprove(body), cancellation));
        Map(routes, "pay", "PayRun", RunLifeDocumentation.Pay, Permission.PrepareRuns, (transition, body, cancellation) =>
            pay.HandleAsync(transition.Caller, transition.Run, transition.ETag, RunBodies.ReadPay(body), cancellation));
        Map(routes, "close", "CloseRun", RunLifeDocumentation.Close, Permission.PrepareRuns, (transition, body, cancellation) =>
        {
            RunBodies.ReadNothing(body);
            return close.HandleAsync(transition.Caller, transition.Run, transition.ETag, cancellation);
        });
        Map(routes, "cancel", "CancelRun", RunLifeDocumentation.Cancel, Permission.CancelRuns, (transition, body, cancellation) =>
            cancel.HandleAsync(transition.Caller, transition.Run, transition.ETag, RunBodies.ReadCancel(body), cancellation));
        routes.MapPost("/v1/runs/{run}:objections", ObjectAsync).WithName("ObjectToRun")
            .WithMetadata(RunLifeDocumentation.Object).Requires(Permission.PrepareRuns);
    }

    private void Map(
        IEndpointRouteBuilder routes, string transition, string name, EndpointDocumentation documentation, Permission permission,
        MakeTransition make) =>
        routes.MapPost("/v1/runs/{run}:" + transition, async (HttpContext http, string run, CancellationToken cancellation) =>
        {
            using var body = await ReadAsync(http, cancellation);
            var stored = await make(new TransitionRequest(Caller.Of(http), run, EntityTag.IfMatch(http.Request)), body.Bytes,
                cancellation);
            http.Response.Headers.ETag = EntityTag.Of(stored.Row.Revision);
            await JsonResponse.WriteAsync(http, RunContract.Of(stored), RunContracts.Default.RunContract, cancellation);
        }).WithName(name).WithMetadata(documentation).Requires(permission);

    private async Task ObjectAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        using var body = await ReadAsync(http, cancellation);
        var changed = await objections.HandleAsync(
            Caller.Of(http), run, EntityTag.IfMatch(http.Request), RunBodies.ReadObjection(body.Bytes), cancellation);
        http.Response.Headers.ETag = EntityTag.Of(changed.Run.Row.Revision);
        await JsonResponse.WriteAsync(
            http, ObjectionContract.Of(changed.Objection), RunContracts.Default.ObjectionContract, cancellation);
    }

    // A transition that has nothing to say may come without a body.
    private ValueTask<BufferedBody> ReadAsync(HttpContext http, CancellationToken cancellation) =>
        RequestBodies.ReadOptionalJsonAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);

    private delegate Task<StoredRun> MakeTransition(
        TransitionRequest transition, ReadOnlyMemory<byte> body, CancellationToken cancellation);

    private sealed record TransitionRequest(Caller Caller, string Run, string? ETag);
}
