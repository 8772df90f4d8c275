using System.IO.Hashing;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace LinkageService.Http;

/// <summary>
/// The list that is being answered, with its filters. A cursor carries its mark, so that it is none of another list: there it would pass
/// over entries, and nobody would know.
/// </summary>
internal static class PagedList
{
    /// <summary>Bytes of a mark.</summary>
    public const int MarkBytes = 8;

    /// <summary>The field that says where a page starts.</summary>
    public const string Cursor = "cursor";

    // Another part of the same list has the same mark.
    private static readonly string[] Parts = [Cursor, "limit"];

    private static readonly AsyncLocal<Func<string>?> Asked = new();

    /// <summary>What follows answers this request.</summary>
    public static void Begin(HttpRequest request) => Asked.Value = () => TextOf(request);

    /// <summary>What follows answers this call.</summary>
    public static void Begin(string method, IMessage message) => Asked.Value = () => method + TextOf(message);

    /// <summary>The mark of the list that is being answered.</summary>
    public static byte[] Mark() => XxHash3.Hash(Encoding.UTF8.GetBytes(Asked.Value?.Invoke() ?? ""));

    private static string TextOf(HttpRequest request) => request.Path.Value + "?" + string.Join('&', request.Query
        .Where(each => !Parts.Contains(each.Key, StringComparer.Ordinal)).OrderBy(each => each.Key, StringComparer.Ordinal)
        .Select(each => Uri.EscapeDataString(each.Key) + "=" + Uri.EscapeDataString(each.Value.ToString())));

    private static string TextOf(IMessage message)
    {
        var list = message.Descriptor.Parser.ParseFrom(message.ToByteArray());
        foreach (var part in Parts)
        {
            list.Descriptor.FindFieldByName(part)?.Accessor.Clear(list);
        }

        return Convert.ToBase64String(list.ToByteArray());
    }
}

/// <summary>Notes which list a call asks for, where it asks for one.</summary>
internal sealed class PagedCalls : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (request is IMessage message && message.Descriptor.FindFieldByName(PagedList.Cursor) is not null)
        {
            PagedList.Begin(context.Method, message);
        }

        return continuation(request, context);
    }
}
