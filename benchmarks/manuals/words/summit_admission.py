from tests.fixtures.manuals.paper import (
    Manual,
    boxed,
    bullet,
    contents,
    cover,
    page_break,
    para,
    section,
    speech,
    sub,
    table,
    title,
)

MANUAL = Manual(
    name="summit-admission",
    about=(
        "A college admission test: what stands in a box is read aloud, which a legend says; there are no steps, and most boxes "
        "have no cue. Two boxes are not speech: a note to the supervisor and a sign. Flat text has lost the boxes. The tests "
        "follow each other under headings; nothing is numbered, so that no announcement has a step of its own."
    ),
    title="Summit College Admission Test: Room Supervisor Manual",
    header="Summit College Admission Test",
    footer="Room Supervisor Manual   |   {page}",
    font="Helvetica",
    minutes=45,
    txt_asks=True,
    not_say=(
        "SUPERVISORS:",
        "Testing Room",
        "Dismiss",
        "Check the time",
        "prohibited device",
        "wall clock",
        "five minutes before",
        "Start Time",
        "Look over",
    ),
    paras=[
        title("Summit College Admission Test"),
        cover("Room Supervisor Manual"),
        cover("Saturday Testing, Standard Time"),
        page_break(),
        para("""All rights reserved. The Summit Testing Consortium lends this manual to testing centers; it is returned
            with the answer folders."""),
        page_break(),
        contents("Contents"),
        section("Your Duties", "Your-Duties", level=1),
        para("""You keep one room from 7:45 until the last folder has been counted. Words in boxes are read aloud, loudly
            and without changes. Words outside the boxes are for you. Do not read a box before its time."""),
        *boxed(
            para("""SUPERVISORS: A phone that makes a sound, wherever it is, is a prohibited device. Dismiss the examinee
                at once and fill in an irregularity report."""),
        ),
        section("Posting the Room", "Posting-the-Room", level=1),
        para("Copy the words in this frame onto the board or onto a sheet at the door, in large letters."),
        *boxed(para("Testing Room. No phones. No food. No entry after 8:15.")),
        table(
            ("Test", "Minutes", "Break after"),
            ("English", "45", "none"),
            ("Mathematics", "60", "10 minutes"),
            ("Reading", "35", "none"),
        ),
        section("Admitting Examinees", "Admitting-Examinees", level=1),
        bullet("Compare the face, the ticket, and the identification."),
        bullet("Direct each examinee to a seat; nobody chooses."),
        bullet("Close the door at 8:15 and begin."),
        section("Opening the Session", "Opening-the-Session", level=1),
        *boxed(
            speech(
                """Welcome to the Summit College Admission Test. I am the supervisor of this room. From this moment until
                    I dismiss you, there is to be no talking.""",
                """You may have on your desk a ticket, identification, pencils with soft lead, an eraser, and a
                    calculator. If you have a phone, a watch that beeps, or anything else that connects or records,
                    switch it off now and put it under your chair. If it makes a sound or if you touch it before you are
                    dismissed—during the breaks as well—your folder will not be scored.""",
                under=False,
            )
        ),
        para("Look over the desks. Then hand out the answer folders, one to each examinee, and never along a row."),
        *boxed(
            speech(
                """Take your folder and look at page 1. Print your name in block A exactly as it is printed on your
                    ticket. In block B, copy your ticket number and fill in the ovals below it. Do not write in block C;
                    block C belongs to me.""",
                under=False,
            )
        ),
        para("Hand out the test booklets in the order of their numbers."),
        *boxed(
            speech(
                """Without opening the booklet, read the statement on its back. If you agree, sign it. If you do not
                    agree, tell me, and you may leave with your fee returned.""",
                "Now turn the booklet so that the front is on top, and break the first seal only.",
                under=False,
            )
        ),
        section("English Test", "English-Test", level=1),
        para("Check the time on the wall clock. You will note it as soon as the box has been read. Start Time ______"),
        *boxed(
            speech(
                """The first test is English. You have 45 minutes for 75 questions. I will tell you when five minutes
                    are left. If you finish early you may go over this test, but no other. Open your booklet to the
                    English test, and begin.""",
                under=False,
                starts=True,
            )
        ),
        para("Walk up and down. Look for wrong pages and for folders that are one row off. At 40 minutes, read this box:"),
        *boxed(speech("You have five minutes left on this test.", under=False)),
        para("After exactly 45 minutes:"),
        *boxed(speech("Stop. Lay down your pencil, and close your booklet.", under=False)),
        section("Mathematics Test", "Mathematics-Test", level=1),
        para("See that all booklets are closed. Start Time ______"),
        *boxed(
            speech(
                """The second test is mathematics. You have 60 minutes for 60 questions. This is the only test for which
                    a calculator is allowed. Break the second seal, and begin.""",
                under=False,
                starts=True,
            )
        ),
        para("Calculators that print, talk, or have letters in the order of a typewriter are taken away."),
        para("At 55 minutes:"),
        *boxed(speech("Five minutes are left for mathematics.", under=False)),
        para("After exactly 60 minutes:"),
        *boxed(
            speech(
                "Stop. Put your calculator under your chair. Close your booklet with the folder inside it.",
                """We will now have a break of 10 minutes. You may leave the room, but not the building. Be back in your
                    seat when I close the door.""",
                under=False,
            )
        ),
        section("Reading Test", "Reading-Test", level=1),
        para("Close the door and count heads. Start Time ______"),
        *boxed(
            speech(
                """The third test is reading. You have 35 minutes for 40 questions. Break the last seal. The passages are
                    on the left, and the questions are on the right. Begin.""",
                under=False,
                starts=True,
            )
        ),
        para("Announce the time five minutes before the end, and stop the test with the same words as the first one."),
        section("Dismissal", "Dismissal", level=1),
        para("Collect folders first and booklets second. Count both, and only then read the last box."),
        *boxed(
            speech(
                """Thank you for testing with us. You may not tell anyone what was asked today, by word, in writing, or
                    online. You are dismissed.""",
                under=False,
            )
        ),
        section("Extended Time", "Extended-Time", level=1),
        sub("Who Tests Where"),
        para("""Examinees with extended time test on Sunday, by another manual. Send an examinee who comes to you by
            mistake to the center supervisor."""),
    ],
)
