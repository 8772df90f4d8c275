using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LinkageService.Grpc.Calls;

/// <summary>Metadata and status as HTTP headers and trailers.</summary>
internal static class GrpcHeaders
{
    public const string ContentType = "application/grpc";
    public const string StatusDetails = "grpc-status-details-bin";
    private const string ReservedPrefix = "grpc-";

    private static readonly StringValues[] StatusTexts =
        [.. Enumerable.Range(0, 17).Select(code => new StringValues(code.ToString(null as IFormatProvider)))];

    // Everything printable but the percent sign stands for itself in grpc-message.
    private static readonly SearchValues<char> PlainMessage =
        SearchValues.Create(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c != '%').ToArray());

    private static readonly SearchValues<char> Printable =
        SearchValues.Create(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).ToArray());

    /// <summary>application/grpc, with a message format (+proto) or parameters, and nothing that only begins so.</summary>
    public static bool IsGrpc(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is '+' or ';' or ' ');

    public static void SetStatus(IHeaderDictionary headers, StatusCode code, string? detail)
    {
        headers.GrpcStatus = (int)code is >= 0 and < 17 ? StatusTexts[(int)code] : $"{(int)code}";
        if (!string.IsNullOrEmpty(detail))
        {
            headers.GrpcMessage = PercentEncode(detail);
        }
    }

    /// <summary>The caller's own metadata: no pseudo-headers and nothing the protocol uses itself.</summary>
    public static Metadata Read(IHeaderDictionary headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers)
        {
            if (name.StartsWith(':') || IsReserved(name) || !IsKey(name))
            {
                continue;
            }

            foreach (var value in values)
            {
                if (name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
                {
                    ReadBinary(metadata, name, value ?? "");
                }
                else
                {
                    metadata.Add(name, value ?? "");
                }
            }
        }

        return metadata;
    }

    /// <summary>Adds metadata to headers or trailers. Text outside printable ASCII throws: it cannot be sent.</summary>
    public static void Write(IHeaderDictionary headers, Metadata metadata)
    {
        foreach (var entry in metadata)
        {
            if (IsReserved(entry.Key) && entry.Key != StatusDetails)
            {
                continue;
            }

            if (!entry.IsBinary && entry.Value.AsSpan().ContainsAnyExcept(Printable))
            {
                throw new ArgumentException($"The value of \"{entry.Key}\" is not printable ASCII.", nameof(metadata));
            }

            var text = entry.IsBinary ? Convert.ToBase64String(entry.Bytes).TrimEnd('=') : entry.Value;
            headers.Append(entry.Key, text);
        }
    }

    public static string PercentEncode(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(PlainMessage))
        {
            return text;
        }

        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            _ = b is >= 0x20 and <= 0x7e and not (byte)'%'
                ? encoded.Append((char)b)
                : encoded.Append('%').Append(b.ToString("X2", null));
        }

        return encoded.ToString();
    }

    private static bool IsReserved(string name) =>
        name.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase)
        || name.Equals("content-type", StringComparison.OrdinalIgnoreCase)
        || name.Equals("te", StringComparison.OrdinalIgnoreCase);

    private static bool IsKey(string name) =>
        !name.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    // One header may hold several values joined by commas, each base64 with or without padding.
    private static void ReadBinary(Metadata metadata, string name, string joined)
    {
        foreach (var range in joined.AsSpan().Split(','))
        {
            var value = joined.AsSpan(range).Trim().TrimEnd('=');
            var padded = string.Concat(value, "==".AsSpan(0, (4 - (value.Length % 4)) % 4 % 3));
            if (!Base64.IsValid(padded))
            {
                throw new RpcException(new Status(StatusCode.Internal, $"Bad base64 in header \"{name}\"."));
            }

            metadata.Add(name, Convert.FromBase64String(padded));
        }
    }
}
