using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Errors;

namespace LinkageService.Http;

/// <summary>
/// Bodies and answers of JSON lines (<c>application/x-ndjson</c>): each line is an object with one member that says what it is.
/// The last line of a whole response is <c>end</c>; where making it failed half-way it is <c>problem</c> instead.
/// </summary>
internal static class JsonLines
{
    /// <summary>The content type.</summary>
    public const string ContentType = "application/x-ndjson";

    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r"u8);

    /// <summary>Takes one line.</summary>
    /// <param name="line">Without its end; valid until this returns.</param>
    /// <param name="number">Its number in the body, from 1.</param>
    /// <returns>Whether the next is wanted.</returns>
    public delegate bool Take(ReadOnlyMemory<byte> line, int number);

    /// <summary>Reads a body line by line; nothing is kept of those that were read, and blank ones are left out.</summary>
    /// <param name="body">The body.</param>
    /// <param name="maxLineBytes">Bytes of a line.</param>
    /// <param name="take">Takes each.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">A line is longer.</exception>
    public static async Task ReadAsync(PipeReader body, int maxLineBytes, Take take, CancellationToken cancellation)
    {
        var (number, goesOn) = (0, true);
        while (goesOn)
        {
            var read = await body.ReadAsync(cancellation);
            var rest = read.Buffer;
            try
            {
                while (goesOn && TryTake(ref rest, read.IsCompleted, out var line))
                {
                    number++;
                    RequireShort(line, maxLineBytes);
                    goesOn = Hand(line, number, take);
                }

                RequireShort(goesOn ? rest : default, maxLineBytes);
            }
            finally
            {
                // Also of a refused body: the server reads on to its end.
                body.AdvanceTo(rest.Start, rest.End);
            }

            goesOn &= !read.IsCompleted;
        }
    }

    /// <summary>Writes a line.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="json">Writes to the buffer; empty.</param>
    /// <param name="name">What the line is.</param>
    /// <param name="write">Writes the value.</param>
    public static void Write(ResponseBuffer buffer, Utf8JsonWriter json, string name, Action<Utf8JsonWriter> write)
    {
        json.WriteStartObject();
        json.WritePropertyName(name);
        write(json);
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        buffer.Write("\n"u8);
    }

    /// <summary>Writes the line that says the response is whole, and sends all that waits.</summary>
    public static async Task EndAsync(HttpContext http, ResponseBuffer buffer, Utf8JsonWriter json, long statements)
    {
        Write(buffer, json, "end", end =>
        {
            end.WriteStartObject();
            end.WriteNumber("statements"u8, statements);
            end.WriteEndObject();
        });
        await buffer.MoveToAsync(http.Response.BodyWriter, http.RequestAborted);
    }

    /// <summary>Whether lines of the response are on their way, so that a failure can only be said as the last of them.</summary>
    public static bool IsBegun(HttpContext http) => http.Response.HasStarted && http.Response.ContentType == ContentType;

    /// <summary>Says that lines follow, and gives what writes them.</summary>
    public static Utf8JsonWriter Begin(HttpContext http, ResponseBuffer buffer)
    {
        http.Response.ContentType = ContentType;
        return new Utf8JsonWriter(buffer, JsonText.Written);
    }

    private static bool TryTake(ref ReadOnlySequence<byte> rest, bool isLast, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        line = rest;
        if (!isLast || rest.IsEmpty)
        {
            return false;
        }

        rest = rest.Slice(rest.End);
        return true;
    }

    private static bool Hand(ReadOnlySequence<byte> line, int number, Take take)
    {
        if (line.IsSingleSegment)
        {
            return HandPlain(line.First, number, take);
        }

        var length = (int)line.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            line.CopyTo(copy);
            return HandPlain(copy.AsMemory(0, length), number, take);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private static bool HandPlain(ReadOnlyMemory<byte> line, int number, Take take)
    {
        var mark = number == 1 ? line.Length - JsonText.WithoutMark(line.Span).Length : 0;
        return line.Span[mark..].IndexOfAnyExcept(Blanks) < 0 || take(line[mark..], number);
    }

    private static void RequireShort(ReadOnlySequence<byte> line, int maxLineBytes)
    {
        if (line.Length > maxLineBytes)
        {
            throw new RefusedException(RequestFailures.LineTooLong(maxLineBytes));
        }
    }
}
