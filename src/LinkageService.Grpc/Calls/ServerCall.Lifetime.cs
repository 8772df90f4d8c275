using System.Diagnostics;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace LinkageService.Grpc.Calls;

/// <summary>How a call begins, and the three ways it ends: by its handler, by an exception, by its deadline.</summary>
internal sealed partial class ServerCall
{
    private const int Http2NoError = 0;
    private const int Http2Cancel = 8;
    private const long KestrelBodyLimit = 30_000_000;

    // How long an expired call may take to send its status before its stream is reset: long enough for a busy machine, since
    // only a caller that reads nothing more takes it up.
    private static readonly TimeSpan ExpiryGrace = TimeSpan.FromSeconds(10);

    public void Begin()
    {
        Http.Response.ContentType = GrpcHeaders.ContentType;
        LiftBodyLimits();
        CompressesResponse = Served.CompressesResponses && AcceptsGzip(Http.Request);
        measurement = Served.Telemetry.Begin(Served);
        Log.CallBegins(Served.Logger, Served.TelemetryName);
        if (Http.Request.Headers.GrpcTimeout is [{ } text] && GrpcTimeout.TryParse(text, out var timeout))
        {
            var now = Served.Clock.GetUtcNow().UtcDateTime;
            deadline = new CallDeadline(
                timeout < DateTime.MaxValue - now ? now + timeout : DateTime.MaxValue, Http.RequestAborted);
            deadline.Start(Served.Clock, timeout, static call => ((ServerCall)call!).DeadlinePassed(), this);
        }
    }

    /// <summary>
    /// Before the handler writes to the response. Throws when the call is over or a write is going on.
    /// </summary>
    public void EnterWrite()
    {
        if (gate.TryEnter())
        {
            return;
        }

        throw gate.IsExpired ? new OperationCanceledException("The deadline has passed.", DeadlineToken)
            : gate.IsOver ? new InvalidOperationException("The call is over: nothing can be written.")
            : new InvalidOperationException("Another write of this call is still going on.");
    }

    /// <summary>After the handler has written to the response.</summary>
    public void LeaveWrite()
    {
        if (!gate.TryLeave())
        {
            _ = ExpireAsync();
        }
    }

    /// <summary>Sends the response headers unless they are out; only between enter and leave.</summary>
    public ValueTask StartResponseAsync()
    {
        if (Http.Response.HasStarted)
        {
            return ValueTask.CompletedTask;
        }

        if (CompressesResponse)
        {
            Http.Response.Headers.GrpcEncoding = GzipCodec.Name;
        }

        return new ValueTask(Http.Response.StartAsync());
    }

    /// <summary>Tells the caller which encodings it may use, as an answer to one it may not.</summary>
    public void OfferEncodings() => offersEncodings = true;

    /// <summary>The handler has returned: ends the call with the status it set.</summary>
    public ValueTask EndAsync() => EndAsync(StatusCore);

    /// <summary>The handler, or reading for it, has thrown: ends the call with the status of that.</summary>
    public ValueTask EndAsync(Exception exception)
    {
        if (gate.IsExpired)
        {
            Log.ExpiredCallThrew(Served.Logger, exception, Served.TelemetryName);
            return EndAsync(StatusCore);
        }

        Status status;
        if (exception is RpcException rpc)
        {
            status = rpc.Status;
            Log.CallFails(
                Served.Logger, status.DebugException, Served.TelemetryName, status.StatusCode, status.Detail);
            foreach (var entry in rpc.Trailers)
            {
                ResponseTrailersCore.Add(entry);
            }
        }
        else if (exception is CallAbortedException || Http.RequestAborted.IsCancellationRequested)
        {
            status = Status.DefaultCancelled;
            Log.CallerGone(Served.Logger, Served.TelemetryName);
        }
        else
        {
            Log.ServiceThrew(Served.Logger, exception, Served.TelemetryName);
            status = new Status(StatusCode.Unknown, Served.DetailedErrors
                ? $"Exception was thrown by handler. {exception.GetType().Name}: {exception.Message}"
                : "Exception was thrown by handler.");
        }

        return EndAsync(status);
    }

    private async ValueTask EndAsync(Status status)
    {
        while (!gate.TryEnd())
        {
            if (gate.IsExpired)
            {
                // The deadline has the response. It must let go before the server reuses the HttpContext.
                await deadline!.Expired;
                deadline.Dispose();
                return;
            }

            // A write that the service did not wait for is still in the gate; it leaves at once.
            await Task.Yield();
        }

        Finish(SetStatus(status, responseTrailers));
        deadline?.Dispose();
    }

    private Status SetStatus(Status status, Metadata? trailers)
    {
        // Without a started response the status goes into the headers: "trailers-only".
        var headers = Http.Response.HasStarted
            ? Http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers
            : Http.Response.Headers;
        if (offersEncodings && !Http.Response.HasStarted)
        {
            headers.GrpcAcceptEncoding = "identity,gzip";
        }

        if (trailers is { Count: > 0 })
        {
            try
            {
                GrpcHeaders.Write(headers, trailers);
            }
            catch (ArgumentException e)
            {
                Log.ServiceThrew(Served.Logger, e, Served.TelemetryName);
                status = new Status(StatusCode.Internal, "The response trailers cannot be sent.");
            }
        }

        GrpcHeaders.SetStatus(headers, status.StatusCode, status.Detail);
        return status;
    }

    private void DeadlinePassed()
    {
        if (gate.TryExpire())
        {
            _ = ExpireAsync();
        }
    }

    // The gate is in state expired: the response belongs to this method alone.
    private async Task ExpireAsync()
    {
        // After a whole response this asks the caller to stop sending; the response still counts.
        var reset = Http2NoError;
        try
        {
            Finish(SetStatus(new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded"), null));
            var sent = Http.Response.CompleteAsync();
            await deadline!.CancelAsync();
            await sent.WaitAsync(ExpiryGrace, Served.Clock);
        }
        catch (Exception e)
        {
            reset = Http2Cancel;
            Log.ExpiredCallThrew(Served.Logger, e, Served.TelemetryName);
        }
        finally
        {
            if (!Reader.AtEnd || reset != Http2NoError)
            {
                Http.Features.Get<IHttpResetFeature>()?.Reset(reset);
            }

            deadline!.SetExpired();
        }
    }

    private void Finish(Status status)
    {
        Served.Telemetry.End(Served, measurement, status.StatusCode);
        Log.CallEnds(Served.Logger, Served.TelemetryName, status.StatusCode);
    }

    // A stream may go on for as long and send as much as it likes; a unary request keeps the server's own limits.
    private void LiftBodyLimits()
    {
        if (Served.StreamsRequests || Served.MaxReceiveLength >= KestrelBodyLimit - RequestReader.PrefixLength)
        {
            var size = Http.Features.Get<IHttpMaxRequestBodySizeFeature>();
            if (size is { IsReadOnly: false })
            {
                size.MaxRequestBodySize = null;
            }
        }

        if (Served.StreamsRequests && Http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    private static bool AcceptsGzip(HttpRequest request)
    {
        foreach (var value in request.Headers.GrpcAcceptEncoding)
        {
            foreach (var range in value.AsSpan().Split(','))
            {
                if (value.AsSpan(range).Trim().SequenceEqual(GzipCodec.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
