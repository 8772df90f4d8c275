namespace Grpc.Core;

/// <summary>A status code with the text that explains it to the caller.</summary>
/// <param name="StatusCode">The code, sent as <c>grpc-status</c>.</param>
/// <param name="Detail">The text, sent percent-encoded as <c>grpc-message</c>; empty sends none.</param>
/// <param name="DebugException">The cause, for logs on this side; never sent.</param>
public readonly record struct Status(StatusCode StatusCode, string Detail, Exception? DebugException)
{
    /// <summary>OK without a text.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Cancelled without a text.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>A status without a cause.</summary>
    /// <param name="statusCode">The code.</param>
    /// <param name="detail">The text.</param>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, null)
    {
    }

    /// <summary>Code and text, for logs.</summary>
    public override string ToString() => $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")";
}
