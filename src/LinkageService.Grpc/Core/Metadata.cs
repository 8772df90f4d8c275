using System.Collections.ObjectModel;
using System.Text;

namespace Grpc.Core;

/// <summary>Headers or trailers of a call, in order. Keys are lower case; those ending in <c>-bin</c> hold bytes.</summary>
public sealed class Metadata : Collection<Metadata.Entry>
{
    /// <summary>The ending of keys whose values are bytes.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>No entries; it cannot be added to.</summary>
    public static readonly Metadata Empty = new(Array.Empty<Entry>());

    /// <summary>An empty collection to add to.</summary>
    public Metadata()
    {
    }

    private Metadata(IList<Entry> entries)
        : base(entries)
    {
    }

    /// <summary>Adds a text value.</summary>
    /// <param name="key">A key that does not end in <c>-bin</c>.</param>
    /// <param name="value">Printable ASCII.</param>
    public void Add(string key, string value) => Add(new Entry(key, value));

    /// <summary>Adds a binary value.</summary>
    /// <param name="key">A key that ends in <c>-bin</c>.</param>
    /// <param name="valueBytes">The bytes; on the wire they are base64.</param>
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    /// <summary>The last entry with this key, or null.</summary>
    /// <param name="key">The key, in any case.</param>
    public Entry? Get(string key) => this.LastOrDefault(entry => entry.HasKey(key));

    /// <summary>The text of the last entry with this key, or null.</summary>
    /// <param name="key">The key, in any case.</param>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>The bytes of the last entry with this key, or null.</summary>
    /// <param name="key">The key, in any case.</param>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    /// <summary>Every entry with this key, in order.</summary>
    /// <param name="key">The key, in any case.</param>
    public IEnumerable<Entry> GetAll(string key) => this.Where(entry => entry.HasKey(key));

    /// <summary>One key with one value, text or bytes.</summary>
    public sealed class Entry
    {
        private readonly string? text;
        private readonly byte[]? bytes;

        /// <summary>A text entry.</summary>
        /// <param name="key">A key that does not end in <c>-bin</c>.</param>
        /// <param name="value">Printable ASCII.</param>
        public Entry(string key, string value)
        {
            Key = Normalize(key);
            ArgumentNullException.ThrowIfNull(value);
            if (IsBinary)
            {
                throw new ArgumentException("A key that ends in \"-bin\" takes bytes.", nameof(key));
            }

            text = value;
        }

        /// <summary>A binary entry.</summary>
        /// <param name="key">A key that ends in <c>-bin</c>.</param>
        /// <param name="valueBytes">The bytes, copied.</param>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalize(key);
            ArgumentNullException.ThrowIfNull(valueBytes);
            if (!IsBinary)
            {
                throw new ArgumentException("A key for bytes must end in \"-bin\".", nameof(key));
            }

            bytes = [.. valueBytes];
        }

        /// <summary>The key, in lower case.</summary>
        public string Key { get; }

        /// <summary>Whether the value is bytes.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>The text; a binary entry has none and throws.</summary>
        public string Value => text ?? throw new InvalidOperationException($"The value of \"{Key}\" is bytes.");

        /// <summary>A copy of the bytes; of a text entry, its ASCII.</summary>
        public byte[] ValueBytes => bytes is null ? Encoding.ASCII.GetBytes(Value) : [.. bytes];

        internal ReadOnlySpan<byte> Bytes => bytes;

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        /// <summary>Key and value, for logs.</summary>
        public override string ToString() => $"[Entry: key={Key}, value={text ?? Convert.ToBase64String(Bytes)}]";

        private static string Normalize(string key)
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            foreach (var c in key)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.'))
                {
                    throw new ArgumentException($"\"{key}\" has a character other than a-z 0-9 _ - .", nameof(key));
                }
            }

            return key.ToLowerInvariant();
        }
    }
}
