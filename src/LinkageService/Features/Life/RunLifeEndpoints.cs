using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Http;

namespace LinkageService.Features.Life;

/// <summary>The REST side of a run's life: each step is one POST that says which revision it is about.</summary>
internal sealed class RunLifeEndpoints(
    SubmitRun submit, DiscloseRun disclose, Objections objections, ApproveRun approve, PayRun pay, CloseRun close, CancelRun cancel,
    Limits limits)
{
    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "submit", "SubmitRun", RunLifeDocumentation.Submit, Permission.PrepareRuns, (step, body, cancellation) =>
        {
            RunBodies.ReadNothing(body);
            return submit.HandleAsync(step.Caller, step.Run, step.ETag, cancellation);
        });
        Map(routes, "disclose", "DiscloseRun", RunLifeDocumentation.Disclose, Permission.PrepareRuns, (step, body, cancellation) =>
            disclose.HandleAsync(step.Caller, step.Run, step.ETag, RunBodies.ReadDisclose(body), cancellation));
        Map(routes, "approve", "ApproveRun", RunLifeDocumentation.Approve, Permission.ApproveRuns, (step, body, cancellation) =>
            approve.HandleAsync(step.Caller, step.Run, step.ETag, RunBodies.ReadApprove(body), cancellation));
        Map(routes, "pay", "PayRun", RunLifeDocumentation.Pay, Permission.PrepareRuns, (step, body, cancellation) =>
            pay.HandleAsync(step.Caller, step.Run, step.ETag, RunBodies.ReadPay(body), cancellation));
        Map(routes, "close", "CloseRun", RunLifeDocumentation.Close, Permission.PrepareRuns, (step, body, cancellation) =>
        {
            RunBodies.ReadNothing(body);
            return close.HandleAsync(step.Caller, step.Run, step.ETag, cancellation);
        });
        Map(routes, "cancel", "CancelRun", RunLifeDocumentation.Cancel, Permission.CancelRuns, (step, body, cancellation) =>
            cancel.HandleAsync(step.Caller, step.Run, step.ETag, RunBodies.ReadCancel(body), cancellation));
        routes.MapPost("/v1/runs/{run}:objections", ObjectAsync).WithName("ObjectToRun")
            .WithMetadata(RunLifeDocumentation.Object).Requires(Permission.PrepareRuns);
    }

    private void Map(
        IEndpointRouteBuilder routes, string step, string name, EndpointDocumentation documentation, Permission permission,
        TakeStep take) =>
        routes.MapPost("/v1/runs/{run}:" + step, async (HttpContext http, string run, CancellationToken cancellation) =>
        {
            using var body = await ReadAsync(http, cancellation);
            var stored = await take(new AskedStep(Caller.Of(http), run, EntityTag.IfMatch(http.Request)), body.Bytes, cancellation);
            http.Response.Headers.ETag = EntityTag.Of(stored.Row.Revision);
            await JsonAnswer.WriteAsync(http, RunContract.Of(stored), RunContracts.Default.RunContract, cancellation);
        }).WithName(name).WithMetadata(documentation).Requires(permission);

    private async Task ObjectAsync(HttpContext http, string run, CancellationToken cancellation)
    {
        using var body = await ReadAsync(http, cancellation);
        var changed = await objections.HandleAsync(
            Caller.Of(http), run, EntityTag.IfMatch(http.Request), RunBodies.ReadObjection(body.Bytes), cancellation);
        http.Response.Headers.ETag = EntityTag.Of(changed.Run.Row.Revision);
        await JsonAnswer.WriteAsync(
            http, ObjectionContract.Of(changed.Objection), RunContracts.Default.ObjectionContract, cancellation);
    }

    // A step that has nothing to say may come without a body, and then without its type.
    private async ValueTask<BufferedBody> ReadAsync(HttpContext http, CancellationToken cancellation)
    {
        var body = await BufferedBody.ReadAsync(http.Request, limits.MaxBodyBytes, _tooLarge, cancellation);
        if (!body.Bytes.IsEmpty)
        {
            RequestBodies.MediaType(http.Request, RequestBodies.Json);
        }

        return body;
    }

    private delegate Task<StoredRun> TakeStep(AskedStep step, ReadOnlyMemory<byte> body, CancellationToken cancellation);

    private sealed record AskedStep(Caller Caller, string Run, string? ETag);
}
