"""Reading a sentence aloud, in a process of its own.

`speaker.Speaker` is what the rest of the program uses. Each text has one short-lived process
(`voice`), because the speech engines hang in a thread, play through programs of their own and
cannot be stopped cleanly; a process group can. Where there is no engine, voice or sound card, a
`Trouble` says so in a sentence and nothing else is affected.
"""
