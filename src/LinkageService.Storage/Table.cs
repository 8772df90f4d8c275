using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LinkageService.Storage;

/// <summary>
/// A table as it is written and as it is checked: the same list of columns makes the INSERT, the SELECT and the digest of a
/// row, so that what <c>verify</c> reads is what was written. The first columns are the key.
/// </summary>
public sealed class Table
{
    // One byte for the type, eight for the number or the length; then the content.
    private const int HeadBytes = 9;

    private readonly byte[] _nameUtf8;

    /// <summary>A table of the migrations.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="keyColumns">How many of the columns are its primary key.</param>
    /// <param name="columns">Its columns, key first; values are given in this order.</param>
    public Table(string name, int keyColumns, params string[] columns)
    {
        (Name, KeyColumns, Columns) = (name, keyColumns, columns);
        _nameUtf8 = Encoding.UTF8.GetBytes(name);
        var list = string.Join(", ", columns);
        var keys = string.Join(", ", columns.Take(keyColumns));
        SelectSql = $"SELECT {list} FROM {name}";
        InsertSql = $"INSERT INTO {name} ({list}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})";
        var rest = string.Join(", ", columns.Skip(keyColumns).Select(column => $"{column} = excluded.{column}"));
        UpsertSql = rest.Length == 0
            ? $"{InsertSql} ON CONFLICT ({keys}) DO NOTHING"
            : $"{InsertSql} ON CONFLICT ({keys}) DO UPDATE SET {rest}";
        InsertNewSql = $"{InsertSql} ON CONFLICT ({keys}) DO NOTHING";
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>How many of <see cref="Columns"/> are the key.</summary>
    public int KeyColumns { get; }

    /// <summary>Its columns, key first.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Selects all columns in order; a WHERE may follow.</summary>
    public string SelectSql { get; }

    /// <summary>Inserts a row; fails when the key is taken.</summary>
    public string InsertSql { get; }

    /// <summary>Inserts a row unless the key is taken.</summary>
    public string InsertNewSql { get; }

    /// <summary>Inserts a row or replaces the one of its key.</summary>
    public string UpsertSql { get; }

    /// <summary>SHA-256 over the table's name and a row's values in order, each with its type and length.</summary>
    /// <param name="values">null, long, string or byte[], one per column.</param>
    public byte[] Digest(params ReadOnlySpan<object?> values)
    {
        if (values.Length != Columns.Count)
        {
            throw new ArgumentException($"{Name} has {Columns.Count} columns, got {values.Length} values", nameof(values));
        }

        var length = _nameUtf8.Length;
        foreach (var value in values)
        {
            length += HeadBytes + (value is string text ? Encoding.UTF8.GetMaxByteCount(text.Length) : (value as byte[])?.Length ?? 0);
        }

        var bytes = new ArrayBufferWriter<byte>(length);
        bytes.Write(_nameUtf8);
        foreach (var value in values)
        {
            Append(bytes, value);
        }

        return SHA256.HashData(bytes.WrittenSpan);
    }

    private static void Append(ArrayBufferWriter<byte> bytes, object? value)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        switch (value)
        {
            case null or DBNull:
                head[0] = 0;
                bytes.Write(head);
                break;
            case long number:
                head[0] = 1;
                BinaryPrimitives.WriteInt64LittleEndian(head[1..], number);
                bytes.Write(head);
                break;
            case string text:
                head[0] = 2;
                BinaryPrimitives.WriteInt64LittleEndian(head[1..], Encoding.UTF8.GetByteCount(text));
                bytes.Write(head);
                Encoding.UTF8.GetBytes(text, bytes);
                break;
            case byte[] blob:
                head[0] = 3;
                BinaryPrimitives.WriteInt64LittleEndian(head[1..], blob.Length);
                bytes.Write(head);
                bytes.Write(blob);
                break;
            default:
                throw new ArgumentException("A row holds long, string, byte[] or null, not " + value.GetType(), nameof(value));
        }
    }
}
