using System.Xml;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Payments.Files;

/// <summary>Reads a bank's message of ISO 20022: which one, the namespace of its document says, in any of its versions.</summary>
internal static class IsoResults
{
    /// <summary>Reads it to its end.</summary>
    /// <exception cref="RefusedException">It is another message.</exception>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static PaymentResultFile Read(Stream file, PaymentResultLimits limits, CancellationToken cancellation)
    {
        using var xml = IsoXml.Open(file, limits.MaxBytes);
        while (IsoXml.ReadElement(xml))
        {
            // Some banks pack the document into an envelope.
            if (xml.LocalName == "Document")
            {
                return KindOf(xml.NamespaceURI) switch
                {
                    "pain.002" => new StatusReport(limits).Read(xml, cancellation),
                    "camt.053" or "camt.054" => new AccountStatement(limits).Read(xml, cancellation),
                    var kind => throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                        $"这是 {kind} 报文；回单应是 pain.002、camt.053 或 camt.054",
                        $"this is a message {kind}; results are pain.002, camt.053 or camt.054", "file")),
                };
            }
        }

        throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
            "XML 里没有 Document；回单应是 pain.002、camt.053 或 camt.054",
            "the XML has no Document; results are pain.002, camt.053 or camt.054", "file"));
    }

    // urn:iso:std:iso:20022:tech:xsd:pain.002.001.10
    private static string KindOf(string space)
    {
        var parts = space[(space.LastIndexOf(':') + 1)..].Split('.');
        return NumberProblems.Shorten(parts.Length >= 2 ? parts[0] + "." + parts[1] : space);
    }
}
