using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace LinkageService.Grpc.Calls;

/// <summary>The names in a client certificate, as properties of the peer.</summary>
internal static class PeerCertificate
{
    private const string AlternativeName = "x509_subject_alternative_name";
    private const string CommonName = "x509_common_name";

    public static AuthContext Describe(ConnectionInfo connection)
    {
        var properties = new Dictionary<string, List<AuthProperty>>(StringComparer.Ordinal);
        if (connection.ClientCertificate is not { } certificate)
        {
            return new AuthContext(null, properties);
        }

        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames());
        Add(AlternativeName, names);
        Add(CommonName, [certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)]);
        return new AuthContext(
            properties.ContainsKey(AlternativeName) ? AlternativeName
                : properties.ContainsKey(CommonName) ? CommonName
                : null,
            properties);

        void Add(string name, IEnumerable<string> values)
        {
            List<AuthProperty> list =
                [.. values.Where(v => v.Length > 0).Select(v => AuthProperty.Create(name, Encoding.UTF8.GetBytes(v)))];
            if (list.Count > 0)
            {
                properties[name] = list;
            }
        }
    }
}
