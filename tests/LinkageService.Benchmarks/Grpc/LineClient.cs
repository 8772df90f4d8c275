using System.Globalization;
using System.Net;
using System.Text;

namespace LinkageService.Benchmarks.Grpc;

/// <summary>The same calculation as lines of JSON over REST; it keeps nothing and counts statements.</summary>
internal static class LineClient
{
    private const int Chunk = 2000;
    private const string Address = "/v1/calculations:stream";
    private const string ContentType = "application/x-ndjson";

    public static async Task<int> CallAsync(Uri address, int households)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new Lines(households) };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, 1 << 16);
        var statements = 0;
        while (await reader.ReadLineAsync() is { } line)
        {
            statements += line.StartsWith("{\"statement\":", StringComparison.Ordinal) ? 1 : 0;
        }

        return statements;
    }

    private static void Household(StringBuilder text, int number)
    {
        text.Append(CultureInfo.InvariantCulture, $$"""{"household":{"id":"{{number:D7}}","holdings":{"land":"{{1 + (number % 7)}}""")
            .Append(CultureInfo.InvariantCulture, $$""".{{(number % 90) + 10}}","wage_days":"{{number % 200}}"}""")
            .Append(number % 10 == 0 ? ",\"tags\":[\"registered\"]}}\n" : "}}\n");
    }

    private sealed class Lines : HttpContent
    {
        private readonly int _households;

        public Lines(int households)
        {
            _households = households;
            Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var text = new StringBuilder("""
                {"header":{"scheme":"tangwan-four-tier","year":2020,"parameters":{"day_wage":"80.00"},"inputs":{"income":"1000000000.00"}}}

                """.ReplaceLineEndings("\n"));
            for (var number = 0; number < _households; number++)
            {
                Household(text, number);
                if (number % Chunk == Chunk - 1 || number == _households - 1)
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
                    text.Clear();
                }
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
