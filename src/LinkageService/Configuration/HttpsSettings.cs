using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LinkageService.Configuration;

/// <summary>TLS on one port for REST and gRPC: section <c>Https</c> of the configuration.</summary>
/// <param name="Listen">Where to listen.</param>
/// <param name="Certificate">With its private key.</param>
internal sealed record HttpsSettings(ListenAddress Listen, X509Certificate2 Certificate)
{
    private const string WantedZh = "读得了的 PEM 文件的路径：Https:Certificate 写证书，Https:Key 写它的私钥";
    private const string Wanted =
        "the path of a file in PEM that can be read: the certificate in Https:Certificate, its private key in Https:Key";

    /// <summary>Reads certificate and key from their PEM files.</summary>
    /// <exception cref="BadSettingException">A file is missing or is not what it should be.</exception>
    public static X509Certificate2 LoadCertificate(string? certificatePath, string? keyPath)
    {
        if (!File.Exists(certificatePath))
        {
            throw new BadSettingException("Https:Certificate", certificatePath, WantedZh, Wanted);
        }

        if (!File.Exists(keyPath))
        {
            throw new BadSettingException("Https:Key", keyPath, WantedZh, Wanted);
        }

        try
        {
            // Through PKCS #12, since some platforms refuse a key that never had a container.
            using var pem = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
            return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
        }
        catch (CryptographicException)
        {
            throw new BadSettingException("Https:Certificate", certificatePath, WantedZh, Wanted);
        }
    }
}
