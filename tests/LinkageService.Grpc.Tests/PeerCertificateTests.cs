using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LinkageService.Grpc.Calls;
using Microsoft.AspNetCore.Http;

namespace LinkageService.Grpc.Tests;

/// <summary>What the context says of a caller with a client certificate.</summary>
public sealed class PeerCertificateTests
{
    [Theory]
    [InlineData("x509_subject_alternative_name", "a.example", "b.example")]
    [InlineData("x509_common_name")]
    public void Describe_OfACertificate_IdentifiesThePeerByItsBestName(string identity, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=the peer", key, HashAlgorithmName.SHA256);
        if (names.Length > 0)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            Array.ForEach(names, alternatives.AddDnsName);
            request.CertificateExtensions.Add(alternatives.Build());
        }

        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var http = new DefaultHttpContext { Connection = { ClientCertificate = certificate } };

        var peer = PeerCertificate.Describe(http.Connection);

        Assert.True(peer.IsPeerAuthenticated);
        Assert.Equal(identity, peer.PeerIdentityPropertyName);
        Assert.Equal(
            names.Length > 0 ? names : ["the peer"], peer.PeerIdentity.Select(property => property.Value));
        Assert.Equal("the peer", peer.FindPropertiesByName("x509_common_name").Single().Value);
    }
}
