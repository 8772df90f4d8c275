using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using LinkageService.Grpc.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LinkageService.Grpc.Tests;

/// <summary>What is not a call of a method here, and what must stay untouched by gRPC.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("/linkage.test.Echo/Nothing", "Method is unimplemented.")]
    [InlineData("/linkage.test.Nothing/Say", "Service is unimplemented.")]
    [InlineData("/nothing", "Service is unimplemented.")]
    public async Task Call_OfAnUnknownMethod_IsUnimplementedInTheHeaders(string path, string detail)
    {
        await using var server = await GrpcServer.StartAsync();
        using var wire = new GrpcWire(server.Address);

        var reply = await wire.CallAsync(path, new EchoRequest());

        Assert.Equal(HttpStatusCode.OK, reply.HttpStatus);
        Assert.Equal(StatusCode.Unimplemented, reply.Status);
        Assert.Equal(detail, reply.Detail);
        Assert.True(reply.IsTrailersOnly);
    }

    [Fact]
    public async Task Call_OfAnUnknownService_IsLeftToTheApplicationIfSoSet()
    {
        await using var server = await GrpcServer.StartAsync(options => options.IgnoreUnknownServices = true);
        using var wire = new GrpcWire(server.Address);

        var unknownService = await wire.CallAsync("/linkage.test.Nothing/Say", new EchoRequest());
        var unknownMethod = await wire.CallAsync("/linkage.test.Echo/Nothing", new EchoRequest());

        Assert.Equal(HttpStatusCode.NotFound, unknownService.HttpStatus);
        Assert.Equal(StatusCode.Unimplemented, unknownMethod.Status);
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/grpc-web", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/grpcx", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/grpc+proto", HttpStatusCode.OK)]
    [InlineData("application/grpc;charset=utf-8", HttpStatusCode.OK)]
    public async Task Call_WithAContentType_IsServedOnlyIfItIsGrpc(string contentType, HttpStatusCode expected)
    {
        await using var server = await GrpcServer.StartAsync();
        using var wire = new GrpcWire(server.Address);
        var content = new ByteArrayContent(GrpcWire.Frame(new EchoRequest()));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

        var reply = await wire.SendAsync(GrpcWire.Request("Say", content));

        Assert.Equal(expected, reply.HttpStatus);
        Assert.Equal(expected == HttpStatusCode.OK ? StatusCode.OK : StatusCode.Internal, reply.Status);
    }

    [Theory]
    [InlineData("GET", "/v1/schemes", "", HttpStatusCode.OK)]
    [InlineData("POST", "/v1/schemes", "application/json", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/v1/calculations", "", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/v1/nothing", "", HttpStatusCode.NotFound)]
    [InlineData("POST", "/v1/nothing", "application/json", HttpStatusCode.NotFound)]
    [InlineData("GET", "/linkage.test.Echo/Say", "", HttpStatusCode.MethodNotAllowed)]
    public async Task OtherRoutes_BesideGrpc_KeepTheirStatuses(
        string method, string path, string contentType, HttpStatusCode expected)
    {
        await using var server = await GrpcServer.StartAsync(map: app =>
        {
            app.MapGet("/v1/schemes", () => "schemes");
            app.MapPost("/v1/calculations", () => "calculated");
        });
        using var wire = new GrpcWire(server.Address);
        var request = GrpcWire.Request(path, new ByteArrayContent([]));
        request.Method = new HttpMethod(method);
        request.Content = contentType.Length == 0
            ? null
            : new ByteArrayContent([]) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };

        var reply = await wire.SendAsync(request);

        Assert.Equal(expected, reply.HttpStatus);
        Assert.Null(reply.Status);
    }

    [Fact]
    public async Task TlsPort_WithAlpn_ServesGrpcAndRestAndRefusesGrpcOverHttp11()
    {
        using var certificate = SelfSigned();
        await using var server = await GrpcServer.StartAsync(
            map: app => app.MapGet("/v1/schemes", (HttpContext http) => http.Request.Protocol),
            listen: endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1AndHttp2;
                endpoint.UseHttps(certificate);
            });
        using var wire = new GrpcWire(server.Address);

        Assert.Equal(StatusCode.OK, (await wire.CallAsync("Say", new EchoRequest())).Status);
        Assert.Equal("HTTP/1.1", await wire.Http.GetStringAsync("/v1/schemes"));

        var old = GrpcWire.Request("Say", new ByteArrayContent(GrpcWire.Frame(new EchoRequest())));
        old.Version = HttpVersion.Version11;
        var reply = await wire.SendAsync(old);
        Assert.Equal(HttpStatusCode.UpgradeRequired, reply.HttpStatus);
        Assert.Equal("HTTP/2", reply.Headers["upgrade"]);
        Assert.Equal(StatusCode.Internal, reply.Status);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
