using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using LinkageService.Configuration;
using LinkageService.Contracts.V1;
using LinkageService.Hosting;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Grpc;

/// <summary>With TLS one port serves REST and gRPC.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task OnePort_WithTls_ServesRestAndGrpc()
    {
        var folder = Directory.CreateTempSubdirectory("linkage-tls-").FullName;
        try
        {
            var (certificate, key) = WriteCertificate(folder);
            await using var app = ServiceHost.Build(
                [.. TemporaryStorage.Settings(folder), "--Https:Port=0", $"--Https:Certificate={certificate}", $"--Https:Key={key}"]);
            await app.StartAsync();
            var address = new Uri(Assert.Single(app.Urls, url => url.StartsWith("https:", StringComparison.Ordinal)));

            using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
            using var http = new HttpClient(handler) { BaseAddress = address };
            using var response = await http.GetAsync(new Uri("/v1/schemes", UriKind.Relative));
            Assert.Equal((HttpStatusCode.OK, HttpVersion.Version11), (response.StatusCode, response.Version));

            using var grpc = new GrpcApi(address);
            var answer = await grpc.CallAsync("linkage.v1.Schemes/ListSchemes", new ListSchemesRequest());
            Assert.Equal(StatusCode.OK, answer.Status);
            Assert.NotEmpty(ListSchemesResponse.Parser.ParseFrom(answer.Messages[0]).Schemes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Start_WithoutKey_NamesTheSetting()
    {
        var refused = Assert.Throws<BadSettingException>(() => ServiceHost.Build(["--Https:Port=0", "--Https:Certificate=/etc/hostname"]));
        Assert.Contains("Https:Key", refused.Message, StringComparison.Ordinal);
    }

    internal static (string Certificate, string Key) WriteCertificate(string folder)
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var (certificatePath, keyPath) = (Path.Combine(folder, "certificate.pem"), Path.Combine(folder, "key.pem"));
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, rsa.ExportPkcs8PrivateKeyPem());
        return (certificatePath, keyPath);
    }
}
