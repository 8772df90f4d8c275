using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LinkageService.Grpc.Calls;

/// <summary>One call over one HTTP/2 stream: the context its service sees, and the order in which it may end.</summary>
internal sealed partial class ServerCall : ServerCallContext
{
    private CallGate gate;
    private CallDeadline? deadline;
    private CallMeasurement measurement;
    private Metadata? requestHeaders;
    private Metadata? responseTrailers;
    private AuthContext? authContext;
    private Dictionary<object, object>? userState;

    public ServerCall(HttpContext http, ServedMethod served)
    {
        Http = http;
        Served = served;
        Reader = new RequestReader(this, http.Request.BodyReader);
        Writer = new ResponseWriter(this);
    }

    public HttpContext Http { get; }

    public ServedMethod Served { get; }

    public RequestReader Reader { get; }

    public ResponseWriter Writer { get; }

    /// <summary>The token of a call with a deadline; without one the transport itself ends waiting reads.</summary>
    public CancellationToken DeadlineToken => deadline?.Token ?? CancellationToken.None;

    /// <summary>Whether the response states gzip as its encoding.</summary>
    public bool CompressesResponse { get; private set; }

    public bool IsOver => gate.IsOver;

    protected override string MethodCore => Served.Method.FullName;

    protected override string HostCore => Http.Request.Host.Value ?? "";

    protected override string PeerCore => PeerOf(Http.Connection);

    protected override DateTime DeadlineCore => deadline?.Time ?? DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => requestHeaders ??= GrpcHeaders.Read(Http.Request.Headers);

    protected override CancellationToken CancellationTokenCore => deadline?.Token ?? Http.RequestAborted;

    protected override Metadata ResponseTrailersCore => responseTrailers ??= [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => authContext ??= PeerCertificate.Describe(Http.Connection);

    protected override IDictionary<object, object> UserStateCore =>
        userState ??= new() { [ServerCallContextExtensions.HttpContextKey] = Http };

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("There is no client to propagate the context to.");

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        EnterWrite();
        try
        {
            if (Http.Response.HasStarted)
            {
                throw new InvalidOperationException("The response headers have been sent already.");
            }

            GrpcHeaders.Write(Http.Response.Headers, responseHeaders);
            await StartResponseAsync();
        }
        finally
        {
            LeaveWrite();
        }

        await Http.Response.BodyWriter.FlushAsync(DeadlineToken);
    }

    private static string PeerOf(ConnectionInfo connection) => connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetworkV6 } address and { IsIPv4MappedToIPv6: false } =>
            string.Create(CultureInfo.InvariantCulture, $"ipv6:[{address}]:{connection.RemotePort}"),
        var address =>
            string.Create(CultureInfo.InvariantCulture, $"ipv4:{address.MapToIPv4()}:{connection.RemotePort}"),
    };
}
