// What a plugin prints: the port line first, everything else for the record.
using System.Globalization;
using System.Text;

namespace InfoBip.EngineSimulator;

/// <summary>Reads a plugin's output stream as the engine does and keeps all of it.</summary>
internal sealed class ProcessOutput(Stream stream)
{
    private readonly StringBuilder _kept = new();

    public string Kept
    {
        get
        {
            lock (_kept)
            {
                return _kept.ToString();
            }
        }
    }

    /// <summary>The port in the first line.</summary>
    /// <exception cref="PluginException">The line is something else, or the stream ended before it.</exception>
    public async Task<int> ReadPortAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        var one = new byte[1];
        // Byte by byte: what follows the line belongs to the record, not to this reader's buffer.
        while (await stream.ReadAsync(one, cancellationToken) == 1 && one[0] != (byte)'\n')
        {
            line.Add(one[0]);
        }

        var text = Encoding.UTF8.GetString([.. line]);
        var number = text.Trim();
        if (one[0] != (byte)'\n')
        {
            throw new PluginException(text.Length == 0
                ? "The plugin ended, or closed its stdout, before it printed its port."
                : $"The plugin printed \"{number}\" and ended before it printed its port on a line of its own.");
        }

        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
            ? port
            : throw new PluginException($"The first line on the plugin's stdout should be its port, 1 to 65535, but it is \"{number}\".");
    }

    /// <summary>Keeps everything until the stream ends.</summary>
    public async Task DrainAsync()
    {
        var buffer = new byte[4096];
        var decoder = Encoding.UTF8.GetDecoder();
        var chars = new char[Encoding.UTF8.GetMaxCharCount(buffer.Length)];
        int count;
        while ((count = await stream.ReadAsync(buffer)) > 0)
        {
            var decoded = decoder.GetChars(buffer, 0, count, chars, 0);
            lock (_kept)
            {
                _kept.Append(chars, 0, decoded);
            }
        }
    }
}
