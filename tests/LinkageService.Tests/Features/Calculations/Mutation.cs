using System.Text;

namespace LinkageService.Tests.Features.Calculations;

/// <summary>Breaks a text in one of the ways texts get broken.</summary>
internal static class Mutation
{
    private static readonly string[] Values =
    [
        "null", "true", "[]", "{}", "\"\"", "-1", "0", "1e400", "1E2", "NaN", "-0", "99999999999999999999999999",
            "0.00001", "123456789012345.00",
        "\"NaN\"", "\"1e400\"", "\"１２\"", "\"-5.00\"", "\"1,000\"", "\" 1\"", "\"\\ud800\"", "\"\\u0000\"",
            "\"\\u202e\"", "\"农户🏡\"", "\"\\uD83C\\uDFE1\"",
        "\"99999999999999.99\"", "[[[[[[[[[[]]]]]]]]]]", "{\"a\":{\"a\":{\"a\":1}}}", "\"1/3\"", "\"7:3\"", "\"200%\"",
            "1900", "\"tangwan-four-tier@99\"",
    ];

    private static readonly string[] Insertions =
    [
        ",", "\"", "{", "}", "[", "]", ":", "/*x*/", "//x\n", "\0", "\r\n", "\u2028", "é", "﻿", "\\",
            "\"id\":\"0001\",", "\"scheme\":\"x\",",
        "\"households\":[],", "\"explain\":true,", "\"year\":2019,", "&a ", "*a", "- ", "  ", "\t", "? ", "!!binary ", "---\n", "%", "<<: ",
    ];

    /// <summary>The text, broken once.</summary>
    public static byte[] Of(byte[] text, Random random) => random.Next(9) switch
    {
        0 => FlipByte(text, random),
        1 => Delete(text, random, random.Next(1, 4)),
        2 => Delete(text, random, random.Next(1, Math.Max(2, text.Length / 3))),
        3 => Repeat(text, random),
        4 => Insert(text, random.Next(text.Length + 1), Encoding.UTF8.GetBytes(Insertions[random.Next(Insertions.Length)])),
        5 => Nest(text, random),
        6 => text[..random.Next(text.Length + 1)],
        _ => SwapValue(text, random),
    };

    private static byte[] FlipByte(byte[] text, Random random)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var broken = text.ToArray();
        broken[random.Next(broken.Length)] = (byte)random.Next(256);
        return broken;
    }

    private static byte[] Delete(byte[] text, Random random, int length)
    {
        var at = random.Next(text.Length + 1);
        return [.. text[..at], .. text[Math.Min(text.Length, at + length)..]];
    }

    private static byte[] Repeat(byte[] text, Random random)
    {
        var from = random.Next(text.Length + 1);
        var part = text[from..Math.Min(text.Length, from + random.Next(1, 80))];
        return Insert(text, from, part);
    }

    private static byte[] Nest(byte[] text, Random random)
    {
        var depth = random.Next(1, 2000);
        return Insert(text, random.Next(text.Length + 1), Encoding.ASCII.GetBytes(new string(random.Next(2) == 0 ? '[' : '{', depth)));
    }

    private static byte[] Insert(byte[] text, int at, byte[] part) => [.. text[..at], .. part, .. text[at..]];

    // The value after a random colon becomes another one.
    private static byte[] SwapValue(byte[] text, Random random)
    {
        var colon = Array.IndexOf(text, (byte)':', random.Next(Math.Max(1, text.Length)));
        if (colon < 0)
        {
            return text;
        }

        var end = colon + 1;
        while (end < text.Length && text[end] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)'\n'))
        {
            end++;
        }

        return [.. text[..(colon + 1)], .. Encoding.UTF8.GetBytes(Values[random.Next(Values.Length)]), .. text[end..]];
    }
}
