using System.Text;

namespace LinkageService.Tests.Fuzz;

/// <summary>A request over REST, or the body of a call of gRPC over HTTP/2.</summary>
/// <param name="Kind">What is broken in it, for the count.</param>
/// <param name="Method">GET, POST …</param>
/// <param name="Path">With its query.</param>
/// <param name="Body">Its bytes; null for none.</param>
/// <param name="ContentType">Of the body.</param>
internal sealed record FuzzRequest(string Kind, string Method, string Path, byte[]? Body, string ContentType)
{
    /// <summary>Whether it goes to the port of gRPC.</summary>
    public bool IsGrpc { get; init; }

    /// <summary>Headers besides.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>So that it can be sent again by hand.</summary>
    public override string ToString() =>
        $"{Kind}: {Method} {Path} [{string.Join(", ", Headers.Select(each => $"{each.Name}: {each.Value}"))}] {ContentType} "
        + (Body is null ? "" : IsGrpc || Kind == "xlsx" ? Convert.ToBase64String(Body) : Encoding.UTF8.GetString(Body));
}
