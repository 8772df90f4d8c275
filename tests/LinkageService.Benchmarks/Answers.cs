namespace LinkageService.Benchmarks;

/// <summary>What a service that is measured answers.</summary>
internal static class Answers
{
    /// <exception cref="InvalidOperationException">It refused: a benchmark of refusals measures nothing.</exception>
    public static async Task CheckAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        }
    }
}
